#!/usr/bin/env python3
"""How often are candidate statements right? Fits the confidence of statements on articles that no network was trained on.

usage: calibrate.py CANDIDATES.jsonl:GOLD.jsonl … -o WEIGHTS.json [--prior WEIGHTS.json]
                    [--check CANDIDATES.jsonl:GOLD.jsonl …]

A logistic regression a predicate on what speaks for a statement (Sign in extract/decode/statements.h), drawn to weights
that are common to all predicates. With --prior, weights that were fitted to more articles with an earlier network are
only rescaled: one factor and one constant. A statement is right when subject, predicate, object and status are those of an annotated one, and so is the title of a
post (as `quipu eval` counts; optional ones are left out). export.py puts the weights into the model files.
"""
import argparse, collections, json, re, unicodedata

import numpy as np

import heads

TITLED = {"holds_position", "appointed"}
LENIENT = {"located_in", "part_of"}  # the annotations need not have each of them: unmatched ones say nothing


def fold(s, simplify={}):
    t = unicodedata.normalize("NFKC", s).lower()
    t = re.sub(r"^(the|a|an)\s+", "", t.strip())
    t = re.sub(r"[\s\"'“”‘’«»《》〈〉「」『』()\[\]（）【】·.,、，。:：]+", "", t)
    return "".join(simplify.get(c, c) for c in t)


def examples(spec):
    """(predicate, support, right) of each candidate that counts, and how many annotated statements there are."""
    candidates, gold = spec.split(":")
    want = {g["doc"]: g for g in map(json.loads, open(gold, encoding="utf-8"))}
    out, total = [], 0
    for line in open(candidates, encoding="utf-8"):
        r = json.loads(line)
        g = want[r["doc"]]
        names = [(e["id"], e["type"], set(map(fold, e["names"]))) for e in g["entities"]]
        match = [{i for i, t, ns in names if t == e["type"] and ns & set(map(fold, e["names"]))} for e in r["entities"]]
        key = lambda s, p, o, title, status: ((min(s, o), p, max(s, o)) if p in heads.SYMMETRIC else (s, p, o)) + (
            fold(title) if p in TITLED else "", status)
        gold_keys = {key(s["s"], s["p"], s["o"], s.get("q", {}).get("title", ""), s.get("status", "asserted")): s.get("optional", False) for s in g["statements"]}
        total += sum(not o for o in gold_keys.values())
        for c in r["candidates"]:
            hits = [gold_keys[k] for a in match[c["s"]] for b in match[c["o"]]
                    if (k := key(a, c["p"], b, c["title"], c["status"])) in gold_keys]
            if hits and all(hits) or not hits and c["p"] in LENIENT:
                continue
            out.append((c["p"], c["support"], bool(hits), r["language"]))
    return out, total


SIGNS = 12  # Sign in extract/decode/statements.h


def rows(data):
    return np.array([[1, *support] for _, support, _, _ in data]), np.array([heads.PREDICATES.index(x[0]) for x in data])


def logistic(X, y, penalty, start):
    """Newton's method for the ridge around `start`."""
    w = start.copy()
    for _ in range(30):
        q = 1 / (1 + np.exp(-X @ w))
        w += np.linalg.solve(X.T @ (X * (q * (1 - q))[:, None]) + penalty, X.T @ (y - q) - penalty @ (w - start))
    return w


def fit(data, common_ridge=1.0, own_ridge=10.0):
    """[predicates, 1 + SIGNS]: weights common to all predicates, and each predicate's own, drawn to the common ones."""
    X, which = rows(data)
    y = np.array([float(x[2]) for x in data])
    scale = np.maximum(X.std(0), 1e-3)
    scale[0] = 1
    X = X / scale
    common = logistic(X, y, np.diag([0.01] + [common_ridge] * SIGNS), np.zeros(1 + SIGNS))
    own = np.eye(1 + SIGNS) * own_ridge
    own[0, 0] = 2.0
    weights = np.tile(common, (len(heads.PREDICATES), 1))
    for k in range(len(weights)):
        if (mine := which == k).any():
            weights[k] = logistic(X[mine], y[mine], own, common)
    return weights / scale


def rescale(weights, data):
    """The same weights for a network whose scores are on another scale: one factor and one constant for all."""
    X, which = rows(data)
    z = (X * weights[which]).sum(1)
    a = logistic(np.column_stack([np.ones(len(z)), z]), np.array([float(x[2]) for x in data]), np.diag([1.0, 5.0]), np.array([0.0, 1.0]))
    print("rescaled by", a.round(3))
    out = weights * a[1]
    out[:, 0] += a[0]
    return out


def probability(weights, data):
    X, which = rows(data)
    return 1 / (1 + np.exp(-(X * weights[which]).sum(1)))


def check(name, weights, data, total):
    q, y = probability(weights, data), np.array([x[2] for x in data])
    link = np.array([1 / (1 + np.exp(-x[1][0])) for x in data])
    print(f"{name}: {len(data)} candidates, {y.sum()} right, of {total}")
    for label, s in (("link alone", link), ("calibrated", q)):
        row = []
        for t in (0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9):
            k = s >= t
            tp = (y & k).sum()
            row.append(f"{t}: {tp / max(1, k.sum()):.3f}/{tp / total:.3f}/{2 * tp / max(1, k.sum() + total):.3f}")
        print(f"  {label}: P/R/F1 at " + "  ".join(row))
    print("  predicted and true share by tenths:", " ".join(
        f"{q[b].mean():.2f}:{y[b].mean():.2f}({b.sum()})" for k in range(10) if (b := (q >= k / 10) & (q < (k + 1) / 10)).any()))


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("sets", nargs="+"); a.add_argument("-o"); a.add_argument("--prior"); a.add_argument("--check", nargs="*", default=[])
    a = a.parse_args()
    data, total = [], 0
    for spec in a.sets:
        d, t = examples(spec)
        data += d; total += t
    if a.prior:
        prior = json.load(open(a.prior))
        weights = rescale(np.array([prior[p] for p in heads.PREDICATES]), data)
    else:
        weights = fit(data)
    check("fitted on", weights, data, total)
    for spec in a.check:
        check(spec.split(":")[0], weights, *examples(spec))
    print("mean weights", weights.mean(0).round(3))
    if a.o:
        json.dump(dict(zip(heads.PREDICATES, weights.round(5).tolist())), open(a.o, "w"), indent=1)


if __name__ == "__main__":
    main()
