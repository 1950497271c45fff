#!/usr/bin/env python3
"""Learns the weights of the linking model (graph/link/model/weights.tsv) from annotated articles.

usage: link.py LINK_PAIRS QUIPU GOLD_FOLDER... -o weights.tsv

GOLD_FOLDER holds compiled annotations (gold.jsonl, articles/). All go into one store; the pairs that linking compares
there (train/link_pairs.cpp) are labelled by their @is keys and fitted by logistic regression with a small L2 penalty,
one model for persons, one for organizations and places, one for the rest. What linking compares depends on the weights,
so this is run two or three times. Thresholds: where right pairs outweigh wrong ones most, COST_OF_WRONG right for a wrong.

Left out: pairs whose sides have the same truth by name alone but no key (an unkeyed ministry in two articles, articles
that are translations of one another).
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

GROUPS = {"Person": "person", "Organization": "body", "Place": "body"}
# What too few annotated pairs show, and reason says: a relative name beside its own place is that place's.
LEAST = {("body", "relative_at_home"): 2.5, ("other", "relative_at_home"): 3.5, ("person", "shared_happening"): 1.2,
         ("body", "short_form_whole"): 2.0}
# How many right pairs a wrong one may cost: the threshold is where the balance is best.
COST_OF_WRONG = {"person": 40, "body": 2, "other": 4}
# The sign that common sense gives a feature; a weight may not have the other.
SIGNS = {"same_name": 1, "same_generic_name": 1, "short_form": 1, "short_form_whole": 1, "translation": 1, "translation_whole": 1,
         "variant": 1, "variant_whole": 1, "proper_missing": -1, "both_missing": -1, "number_on_one_side": -1,
         "no_proper": -1, "completed": -1, "levels_differ": -1, "numbers_agree": 1, "namesakes": -1, "long_name": 1, "common_name": -1, "latin_only": -1,
         "shared_employer": 1, "alike_employer": 1, "other_employer": -1, "other_employer_across": -1,
         "shared_parent": 1, "shared_place": 1, "relative_at_home": 1, "shared_happening": 1, "shared_other": 1, "same_title": 1,
         "other_title": -1, "same_date": 1, "beside": 1, "nothing_beside": -1}


def truths(folders):
    """{(file, begin, end, type): (key, keyed)}"""
    out = {}
    for folder in folders:
        with open(os.path.join(folder, "gold.jsonl"), encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                links = {e["id"]: e.get("link") for e in record["entities"]}
                for mention in record["mentions"]:
                    if not mention["id"]:
                        continue
                    key = links[mention["id"]]
                    place = f'{record["doc"]}:{mention["start"]}-{mention["end"]}'
                    out[place, mention["type"]] = (key or record["doc"] + "#" + mention["id"], bool(key))
    return out


def twin(name):
    """The same for an article and its translation: zh-a-001.txt:3-9 and mt-a-001.html:5-9."""
    return re.sub(r"^(zh|mt|en|hant)-|\.(txt|html):.*$", "", name)


def read_pairs(path, truth):
    rows = collections.defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        header = next(lines).rstrip("\n").split("\t")
        names = header[4:]
        for line in lines:
            _, kind, left, right, *values = line.rstrip("\n").split("\t")
            if (left, kind) not in truth or (right, kind) not in truth:
                continue
            (a, keyed_a), (b, keyed_b) = truth[left, kind], truth[right, kind]
            features = [float(v) for v in values]
            if kind == "Place":  # two writers' keys of one place
                a, b = a.split("-", 1)[-1], b.split("-", 1)[-1]
            same = a == b
            if not same and not (keyed_a and keyed_b):
                whole = any(features[names.index(n)] > 0 for n in ("same_name", "translation_whole", "variant_whole"))
                at_one = any(features[names.index(n)] > 0 for n in ("shared_employer", "alike_employer"))
                if twin(left) == twin(right) or (whole and (kind != "Person" or at_one)):
                    continue
            if left.split(":")[0] == right.split(":")[0]:
                continue  # linking never joins two of one article
            rows[GROUPS.get(kind, "other")].append((features, same, (left, right, kind)))
    return names, rows


def fit(x, y, weight, signs, penalty=0.5, steps=4000):
    """Logistic regression by projected gradient ascent; column 0 is the prior."""
    w = np.zeros(x.shape[1])
    scale = np.maximum(np.abs(x).max(axis=0), 1e-9)
    z = x / scale
    rate = 4.0 / (weight.sum())
    velocity = np.zeros_like(w)
    for step in range(steps):
        p = 1 / (1 + np.exp(-(z @ w)))
        gradient = z.T @ (weight * (y - p))
        gradient[1:] -= penalty * w[1:]
        velocity = 0.9 * velocity + rate * gradient
        w = w + velocity
        wrong = signs * w < 0
        w[wrong] = 0
        velocity[wrong] = 0
    return w / scale


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("link_pairs")
    arguments.add_argument("quipu")
    arguments.add_argument("gold", nargs="+")
    arguments.add_argument("-o", required=True)
    arguments.add_argument("--errors", type=int, default=0)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as work:
        store = os.path.join(work, "store")
        for folder in options.gold:
            subprocess.run([options.quipu, "import", os.path.join(folder, "gold.jsonl"), "--articles",
                            os.path.join(folder, "articles"), "--db", store], check=True, stdout=subprocess.DEVNULL)
        pairs = os.path.join(work, "pairs.tsv")
        with open(pairs, "wb") as out:
            subprocess.run([options.link_pairs, store], check=True, stdout=out)
        names, rows = read_pairs(pairs, truths(options.gold))
    lines = ["# Log odds of the linking model: kind, feature, weight. Written by train/link.py."]
    for group in ("person", "body", "other"):
        data = rows[group]
        x = np.array([[1.0] + f for f, _, _ in data])
        y = np.array([float(s) for _, s, _ in data])
        # A cluster compared many times counts as often as the root of it.
        often = collections.Counter(side for _, _, (a, b, _) in data for side in (a, b))
        weight = np.array([1 / (often[a] * often[b]) ** 0.25 for _, _, (a, b, _) in data])
        signs = np.array([0.0] + [float(SIGNS[n]) for n in names])
        w = fit(x, y, weight, signs)
        for i, name in enumerate(names):
            w[i + 1] = max(w[i + 1], LEAST.get((group, name), w[i + 1]))
        score = x @ w
        order = np.argsort(-score, kind="stable")
        gain = np.cumsum(np.where(y[order] > 0, 1, -COST_OF_WRONG[group]))
        threshold = float(score[order[int(np.argmax(gain))]]) - 0.05
        threshold = max(threshold, 0.0)
        print(f"{group}: {len(y)} pairs, {int(y.sum())} one; threshold {threshold:.2f}: recall "
              f"{(score[y == 1] >= threshold).mean():.3f}, wrong {int((score[y == 0] >= threshold).sum())}")
        ranked = sorted(((s, d) for s, d in zip(score, data)), key=lambda item: -item[0])
        for s, (f, same, where) in [r for r in ranked if not r[1][1]][:options.errors]:
            print("  wrong %.2f" % s, *where, {n: round(v, 2) for n, v in zip(names, f) if v})
        lines.append(f"{group}\tprior\t{w[0]:.4f}")
        lines.append(f"{group}\tthreshold\t{threshold:.4f}")
        lines.append(f"{group}\tunsure\t{min(threshold, 0) - 1.5:.4f}")
        lines += [f"{group}\t{n}\t{v:.4f}" for n, v in zip(names, w[1:]) if abs(v) > 5e-5]
    with open(options.o, "w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(lines) + "\n")


main()
