#!/usr/bin/env python3
"""Stage 2: spans and links together on annotated articles, from a coarse-stage encoder.

usage: joint.py zh|en --encoders DIR (--coarse COARSE.pt | --continue MODEL.safetensors) --train PREPARED.jsonl:ARTICLES …
                --test PREPARED.jsonl:ARTICLES -o OUT.pt [--epochs N] [--hold NAMES.txt …]

One step is one document: all its windows, pair scores pooled over mention pairs and windows (log-sum-exp), so that a
statement needs no mention pair marked by hand; the best pair is the evidence (multi-instance learning).
"""
import argparse, collections, random, time

import torch
import torch.nn as nn
import torch.nn.functional as F

import articles, encoder, export, heads

R = {r: k for k, r in enumerate(heads.RELATIONS)}
T = {t: k for k, t in enumerate(heads.TYPES)}
O = {o: k for k, o in enumerate(heads.OUTPUTS)}


def tensors(ws):
    """Everything of an article that does not change between epochs."""
    n = max(len(w["ids"]) for w, _, _ in ws)
    pad = lambda key: torch.tensor([w[key] + [0] * (n - len(w[key])) for w, _, _ in ws])
    tags = [torch.tensor([t[k] + [-100] * (n - len(t[k])) for _, t, _ in ws]) for k in range(heads.TIERS + 1)]
    ok = heads.admissible().any(0)
    windows = []
    for w, _, found in ws:
        found = found + w.get("spurious", [])
        spans = torch.tensor([[b, e] for b, e, _, _ in found]).reshape(-1, 2)
        types = torch.tensor([T[t] for _, _, t, _ in found], dtype=torch.long)
        units = [u for _, _, _, u in found]
        pi, pj, bk = [], [], []
        for i, a in enumerate(found):
            for j, b in enumerate(found):
                if i != j and a[3] != b[3] and ok[T[a[2]], T[b[2]]]:
                    pi.append(i); pj.append(j); bk.append(heads.bucket(a, b))
        windows.append((spans, types, units, torch.tensor(pi, dtype=torch.long), torch.tensor(pj, dtype=torch.long), torch.tensor(bk, dtype=torch.long)))
    return dict(ids=pad("ids"), shapes=pad("shapes"), kinds=pad("kinds"), lengths=torch.tensor([len(w["ids"]) for w, _, _ in ws]),
                tags=tags, windows=windows)


def same_pairs(compiled):
    """Mention pairs for `same`: an anaphor and a name, or two names that differ; both directions of one type."""
    ok = heads.admissible()[R["same"]]
    for k, (w, _, found) in enumerate(compiled):
        found = found + w.get("spurious", [])
        pi, pj, y, bk = [], [], [], []
        for i, a in enumerate(found):
            for j, b in enumerate(found):
                if i != j and ok[T[a[2]], T[b[2]]]:
                    pi.append(i); pj.append(j); y.append(float(a[3] == b[3])); bk.append(heads.bucket(a, b))
        yield k, torch.tensor(pi, dtype=torch.long), torch.tensor(pj, dtype=torch.long), torch.tensor(y), torch.tensor(bk, dtype=torch.long)


def grouping(article, d):
    """For each relation: which scores belong to which (unit, unit), its target and weight.

    Returns flat indexes into [pairs of the document, relations], the group of each, and per group target and weight.
    """
    ok = heads.admissible()
    index, group, keys = [], [], {}
    base = 0
    for spans, types, units, pi, pj, bk in d["windows"]:
        for k, (i, j) in enumerate(zip(pi.tolist(), pj.tolist())):
            for r in range(len(heads.RELATIONS)):
                if r != R["same"] and ok[r, types[i], types[j]]:
                    key = (r, units[i], units[j])
                    index.append((base + k) * len(heads.RELATIONS) + r)
                    group.append(keys.setdefault(key, len(keys)))
        base += len(pi)
    target, weight = torch.zeros(len(keys)), torch.ones(len(keys))
    for (r, a, b), g in keys.items():
        name = heads.RELATIONS[r]
        if (a, b) in article.positive[name]:
            target[g] = 1
        elif (a, b) in article.ignored[name]:
            weight[g] = 0
    missed = sum(len(v) for v in article.positive.values()) - int(target.sum())
    choice = []
    for c, v, (r, a, b) in article.choice:
        g = keys.get((R[r], a, b))
        if g is not None:
            choice.append((c, heads.CHOICES[c].index(v), g))
    return torch.tensor(index, dtype=torch.long), torch.tensor(group, dtype=torch.long), target, weight, choice, list(keys), missed


def pooled(scores, group, count):
    """Log-sum-exp of the scores of each group, and the place of the best score of each."""
    top = torch.full((count,), -1e9).scatter_reduce(0, group, scores, "amax")
    total = torch.zeros(count).scatter_add(0, group, (scores - top.detach()[group]).exp())
    return total.log() + top.detach()


def best(scores, group, count):
    top = torch.full((count,), -1e9).scatter_reduce(0, group, scores, "amax")
    at = torch.full((count,), len(scores), dtype=torch.long)
    return at.scatter_reduce(0, group, torch.where(scores == top[group], torch.arange(len(scores)), len(scores)), "amin")


class Names:
    """Names of persons and places to put in the place of others, so that no list of names is learnt.

    Drawn from the training articles themselves: a name of as many tokens, the same one wherever the entity is named in
    the document by as many tokens, also where it is nested in another name.
    """

    KINDS = ("Person", "Place")

    def __init__(self, examples):
        self.pool = collections.defaultdict(set)
        for x in examples:
            for k, ids, shapes in x.names():
                self.pool[k, len(ids)].add((ids, shapes))
        self.pool = {k: sorted(v) for k, v in self.pool.items()}

    def substitute(self, x, rng, share=0.5):
        """Ids and shapes of the windows of `x` with other names."""
        ids, shapes = x.d["ids"].clone(), x.d["shapes"].clone()
        chosen = {}
        for k, (_, _, found) in enumerate(x.compiled):
            for b, e, t, unit in found:
                if t not in self.KINDS:
                    continue
                key = (unit, tuple(x.d["ids"][k, b:e].tolist()))
                if key not in chosen:
                    pool = self.pool.get((t, e - b))
                    chosen[key] = rng.choice(pool) if pool and rng.random() < share else None
                if chosen[key]:
                    ids[k, b:e] = torch.tensor(chosen[key][0])
                    shapes[k, b:e] = torch.tensor(chosen[key][1])
        return ids, shapes


class Example:
    def __init__(self, article):
        self.article = article
        self.compiled = article.compile()
        self.arrange()

    def arrange(self):
        article = self.article
        self.d = tensors(self.compiled)
        self.index, self.group, self.target, self.weight, self.choice, self.keys, self.missed = grouping(article, self.d)
        self.same = list(same_pairs(self.compiled))

    def mistake(self, model):
        """Names that the model sees where none is: the pair head learns to leave them alone."""
        unit, names = self.article.unit_count, heads.TAGGED
        model.eval()
        with torch.no_grad():
            tags = [t.float().argmax(-1) for t in forward(model, self)[0][:heads.TIERS]]
        for k, (w, _, found) in enumerate(self.compiled):
            b, e = w["body"]
            seen = {(i + b, j + b, t) for tier in tags for i, j, t in read_tags(tier[k][b:e].tolist(), names)}
            w["spurious"] = []
            for i, j, t in sorted(seen):
                if j - i <= 120 and all(j <= f[0] or f[1] <= i for f in found):
                    w["spurious"].append((i, j, t, unit))
                    unit += 1
        self.arrange()
        return unit - self.article.unit_count

    def names(self):
        for k, (_, _, found) in enumerate(self.compiled):
            for b, e, t, _ in found:
                if t in Names.KINDS:
                    yield t, tuple(self.d["ids"][k, b:e].tolist()), tuple(self.d["shapes"][k, b:e].tolist())


# Where the processor has no 16-bit products they are a hundred times slower than 32-bit ones.
AMP = torch.cpu._is_avx512_bf16_supported()


def forward(model, x, ids=None, shapes=None):
    d = x.d if ids is None else {**x.d, "ids": ids, "shapes": shapes}
    with torch.autocast("cpu", torch.bfloat16, enabled=AMP):
        h = model.states(d["ids"], d["shapes"], d["kinds"], d["lengths"])
        tags = model.split_tags(model.tags(F.dropout(h, 0.1, model.training)))
        scores = [model.pairs(h[k], spans, types, pi, pj, bk) for k, (spans, types, _, pi, pj, bk) in enumerate(d["windows"]) if len(pi)]
        same = [(model.pairs(h[k], d["windows"][k][0], d["windows"][k][1], pi, pj, bk)[:, R["same"]], y) for k, pi, pj, y, bk in x.same if len(pi)]
    scores = torch.cat(scores) if scores else torch.zeros(0, len(heads.OUTPUTS))
    return tags, scores, same


def loss(model, x, ids=None, shapes=None):
    tags, scores, same = forward(model, x, ids, shapes)
    span = sum(F.cross_entropy(t.float().flatten(0, 1), y.flatten()) for t, y in zip(tags, x.d["tags"]))
    link = torch.zeros(())
    if len(x.group):
        flat = scores[:, : len(heads.RELATIONS)].reshape(-1)[x.index]
        g = pooled(flat, x.group, len(x.target))
        positives = x.target.sum() + 4
        link = (F.binary_cross_entropy_with_logits(g, x.target, reduction="none") * x.weight).sum() / positives
        if x.choice:
            with torch.no_grad():
                at = best(flat, x.group, len(x.target))
            rows = torch.div(x.index[at[[c[2] for c in x.choice]]], len(heads.RELATIONS), rounding_mode="floor")
            part = torch.zeros(())
            for (c, v, _), row in zip(x.choice, rows):
                first = O[f"{c}={heads.CHOICES[c][0]}"]
                part = part + F.cross_entropy(scores[row, first:first + len(heads.CHOICES[c])][None], torch.tensor([v]))
            link = link + 0.5 * part / positives
    coref = torch.zeros(())
    if same:
        s, y = torch.cat([a for a, _ in same]), torch.cat([b for _, b in same])
        coref = F.binary_cross_entropy_with_logits(s, y, reduction="sum") / (y.sum() + 4)
    return span, link, coref


def read_tags(tags, names):
    out, i = [], 0
    while i < len(tags):
        if tags[i] > 0:
            k, j = (tags[i] - 1) // 2, i + 1
            while j < len(tags) and tags[j] == 2 + 2 * k:
                j += 1
            out.append((i, j, names[k])); i = j
        else:
            i += 1
    return out


def evaluate(model, data):
    """Exact spans of names per type; statements (predicate, units) on gold spans at probability one half."""
    model.eval()
    span, stm = collections.defaultdict(lambda: [0, 0, 0]), collections.defaultdict(lambda: [0, 0, 0])
    with torch.no_grad():
        for x in data:
            tags, scores, _ = forward(model, x)
            best_tags = [t.float().argmax(-1) for t in tags]
            for k, (w, _, found) in enumerate(x.compiled):
                b, e = w["body"]
                got = set()
                for tier in range(heads.TIERS + 1):
                    names = heads.TAGGED if tier < heads.TIERS else heads.VALUES
                    got |= {(i + b, j + b, t) for i, j, t in read_tags(best_tags[tier][k][b:e].tolist(), names)}
                want = {f[:3] for f in found if f[0] >= b}
                for t in heads.TYPES:
                    g, y = {s for s in got if s[2] == t}, {s for s in want if s[2] == t}
                    for q, v in enumerate((len(g & y), len(g - y), len(y - g))):
                        span[t][q] += v
            if len(x.group):
                g = pooled(scores[:, : len(heads.RELATIONS)].reshape(-1)[x.index], x.group, len(x.target))
                for (r, a, b), s, y, wt in zip(x.keys, g.tolist(), x.target.tolist(), x.weight.tolist()):
                    if wt and (s > 0 or y):
                        stm[heads.RELATIONS[r]][0 if s > 0 and y else 1 if s > 0 else 2] += 1
    return span, stm


def f1(c):
    return 2 * c[0] / max(1, 2 * c[0] + c[1] + c[2])


def add(cs):
    return [sum(c[k] for c in cs) for k in range(3)]


def report(span, stm, full):
    s = add([span[t] for t in heads.ENTITY]); p = add([stm[r] for r in heads.PREDICATES])
    line = f"mentions {f1(s):.3f} statements P {p[0] / max(1, p[0] + p[1]):.3f} R {p[0] / max(1, p[0] + p[2]):.3f} F1 {f1(p):.3f}"
    if full:
        line += "\n  " + " ".join(f"{t} {f1(c):.2f}({c[0] + c[2]})" for t, c in span.items()) + "\n  " + " ".join(f"{r} {f1(c):.2f}({c[0] + c[2]})" for r, c in stm.items())
    return line


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("language"); a.add_argument("--encoders", required=True); a.add_argument("--coarse")
    a.add_argument("--continue", dest="start", help="a shipped model to go on from, in the place of --coarse")
    a.add_argument("--train", nargs="+", required=True); a.add_argument("--test", nargs="*", default=[])
    a.add_argument("-o", required=True); a.add_argument("--epochs", type=int, default=18)
    a.add_argument("--hold", nargs="*", default=[], help="files with document names that are never trained on"); a.add_argument("--seed", type=int, default=7)
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    torch.manual_seed(a.seed); rng = random.Random(a.seed); torch.set_num_threads(a.threads); torch.set_flush_denormal(True)
    held = {name for path in a.hold for name in open(path).read().split()}
    read = lambda specs: [x for s in specs for x in articles.load(*s.split(":"))]
    everything = read(a.train)
    train = [Example(x) for x in everything if x.doc.rsplit(".", 1)[0] not in held]
    tests = {"held": [Example(x) for x in everything if x.doc.rsplit(".", 1)[0] in held], "dev": [Example(x) for x in read(a.test)]}
    print(f"{a.language}: {len(train)} articles to train on, {[len(t) for t in tests.values()]} to measure on; "
          f"{sum(x.missed for x in train)} of {sum(sum(len(v) for v in x.article.positive.values()) for x in train)} pairs meet in no window", flush=True)
    names = Names(train)
    model = heads.Joint(encoder.pretrained(a.language, a.encoders))
    if a.start:
        export.restore(model, a.start)
    else:
        model.encoder.load_state_dict(torch.load(a.coarse)["encoder"])
    model.encoder.words.weight.requires_grad_(False)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    top = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    rates = (5e-5, 6e-4) if a.start else (8e-5, 1e-3)
    opt = torch.optim.AdamW([dict(params=body, lr=rates[0]), dict(params=top, lr=rates[1])], weight_decay=0.01)
    step, total = 0, a.epochs * len(train)
    per_step = 2  # documents
    for epoch in range(a.epochs):
        t0, sums = time.time(), [0.0, 0.0, 0.0]
        if epoch == (0 if a.start else a.epochs // 3) or epoch == a.epochs * 2 // 3:
            print(f"{sum(x.mistake(model) for x in train)} names seen where none is", flush=True)
        rng.shuffle(train)
        model.train()
        for x in train:
            parts = loss(model, x, *names.substitute(x, rng))
            sums = [s + p.item() for s, p in zip(sums, parts)]
            ((4 * parts[0] + parts[1] + 0.5 * parts[2]) / per_step).backward()
            step += 1
            if step % per_step == 0:
                rate = min(1, step / (0.05 * total)) * max(0.02, 1 - step / total)
                for g, r in zip(opt.param_groups, rates):
                    g["lr"] = r * rate
                nn.utils.clip_grad_norm_(body + top, 1.0)
                opt.step(); opt.zero_grad()
        print(f"epoch {epoch} loss {' '.join(f'{s / len(train):.3f}' for s in sums)} {time.time() - t0:.0f} s", flush=True)
        if epoch % 4 == 3 or epoch == a.epochs - 1:
            for name, data in tests.items():
                if data:
                    print("  " + name, report(*evaluate(model, data), epoch == a.epochs - 1), flush=True)
            torch.save(dict(model=model.state_dict(), epoch=epoch, seed=a.seed, start=a.start and export.digest(a.start)), a.o)


if __name__ == "__main__":
    main()
