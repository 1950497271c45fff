#!/usr/bin/env python3
"""Stage 1: fine-tune an encoder on public corpora with coarse types, one linear BIO head a corpus family.

usage: coarse.py zh|en --encoders DIR --corpora DIR -o OUT.pt [--epochs N]
"""
import argparse, random, time

import torch
import torch.nn as nn
import torch.nn.functional as F

import corpora, encoder, wordpiece


def tokenize(piece, words, spans, rng=None):
    """(ids, shapes, first-piece index of each word, end). With `rng`, now and then in other case."""
    if rng and rng.random() < 0.12:
        f = rng.choice([str.upper, str.lower, str.title])
        words = [f(w) for w in words]
    ids, shapes, starts = [piece.cls], [6], []
    for w in words:
        starts.append(len(ids))
        for x in wordpiece.words(w):
            p = piece.pieces(x)
            ids += p
            shapes += [wordpiece.shape(x)] * len(p)
        if len(ids) == starts[-1]:
            ids.append(piece.unknown)
            shapes.append(0)
    starts.append(len(ids))
    return ids + [piece.sep], shapes + [6], starts


def example(piece, types, words, spans, rng):
    ids, shapes, starts = tokenize(piece, words, spans, rng)
    tags = [0] * len(ids)
    for b, e, t in spans:
        k = types.index(t)
        tags[starts[b]] = 1 + 2 * k
        for i in range(starts[b] + 1, starts[e]):
            tags[i] = 2 + 2 * k
    return ids[:256], shapes[:256], tags[:256]


def batches(data, budget, rng):
    """Examples of like length together, at most `budget` tokens a batch."""
    data = sorted(data, key=lambda x: (len(x[0]), rng.random()))
    out, cur = [], []
    for x in data:
        if cur and (len(cur) + 1) * len(x[0]) > budget:
            out.append(cur)
            cur = []
        cur.append(x)
    out.append(cur)
    rng.shuffle(out)
    return out


def stack(batch):
    n = max(len(x[0]) for x in batch)
    pad = lambda k, v: torch.tensor([x[k] + [v] * (n - len(x[k])) for x in batch])
    return pad(0, 0), pad(1, 0), pad(2, -100), torch.tensor([len(x[0]) for x in batch])


def decode(tags, types):
    out, i = set(), 0
    while i < len(tags):
        if tags[i] % 2 == 1 or tags[i]:
            k, j = (tags[i] - 1) // 2, i + 1
            while j < len(tags) and tags[j] == 2 + 2 * k:
                j += 1
            out.add((i, j, types[k]))
            i = j
        else:
            i += 1
    return out


def evaluate(enc, head, piece, types, dev):
    enc.eval()
    tp = fp = fn = 0
    rng = random.Random(0)
    data = []
    for w, s in dev:
        ids, shapes, starts = tokenize(piece, w, s)
        gold = {(starts[b], starts[e], t) for b, e, t in s}
        data.append((ids[:256], shapes[:256], [0] * len(ids[:256]), gold))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for b in batches(data, 4096, rng):
            ids, shapes, _, lengths = stack(b)
            tags = head(enc(ids, shapes, torch.full_like(ids, 2), lengths)).float().argmax(-1)
            for x, t, n in zip(b, tags, lengths):
                got = decode(t[:n].tolist(), types)
                tp += len(got & x[3]); fp += len(got - x[3]); fn += len(x[3] - got)
    return 2 * tp / max(1, 2 * tp + fp + fn)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("language"); a.add_argument("--encoders", required=True); a.add_argument("--corpora", required=True)
    a.add_argument("-o", required=True); a.add_argument("--epochs", type=int, default=4); a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    torch.manual_seed(7); rng = random.Random(7); torch.set_num_threads(a.threads)
    piece = wordpiece.WordPiece(encoder.vocabulary(a.language, a.encoders))
    enc = encoder.pretrained(a.language, a.encoders)
    enc.words.weight.requires_grad_(False)
    sets, dev = corpora.read(a.language, a.corpora)
    heads = nn.ModuleDict({f: nn.Linear(enc.width, 1 + 2 * len(t)) for f, (t, _) in sets.items()})
    enc_params = [p for p in enc.parameters() if p.requires_grad]
    opt = torch.optim.AdamW([dict(params=enc_params, lr=1e-4), dict(params=heads.parameters(), lr=1e-3)], weight_decay=0.01)
    print({f: len(s) for f, (_, s) in sets.items()}, flush=True)
    total = None
    step = 0
    for epoch in range(a.epochs):
        t0 = time.time()
        todo = []
        for f, (types, sentences) in sorted(sets.items()):
            data = [example(piece, types, w, s, rng) for w, s in sentences if w]
            todo += [(f, b) for b in batches(data, 2048, rng)]
        rng.shuffle(todo)
        total = total or a.epochs * len(todo)
        enc.train()
        for f, b in todo:
            rate = min(1, step / (0.06 * total)) * max(0.02, 1 - step / total)
            for g, base in zip(opt.param_groups, (1e-4, 1e-3)):
                g["lr"] = base * rate
            ids, shapes, tags, lengths = stack(b)
            with torch.autocast("cpu", torch.bfloat16):
                out = heads[f](F.dropout(enc(ids, shapes, torch.full_like(ids, 2), lengths), 0.1, True))
            loss = F.cross_entropy(out.float().flatten(0, 1), tags.flatten())
            loss.backward()
            nn.utils.clip_grad_norm_(enc_params, 1.0)
            opt.step(); opt.zero_grad(); step += 1
        f1 = evaluate(enc, heads["uner"], piece, sets["uner"][0], dev)
        print(f"epoch {epoch} loss {loss.item():.4f} dev F1 {f1:.4f} {time.time() - t0:.0f} s", flush=True)
        torch.save(dict(encoder=enc.state_dict(), f1=f1, epoch=epoch), a.o)


main()
