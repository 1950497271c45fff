#!/usr/bin/env python3
"""Stage 3: write a trained model as a compact file for the C++ program, with its card and a fixed sample.

usage: export.py zh|en --encoders DIR --model MODEL.pt --sample PREPARED.jsonl -o models/zh.safetensors [--log JOINT.log]
                 [--calibration WEIGHTS.json]

The format is safetensors (github.com/huggingface/safetensors). Matrices are 8-bit integers of 7-bit range (-63..63), one
scale a row; tables that are looked up are 8-bit with a scale a row (words) or 32-bit floats. Beside it: zh.card.json and,
for the tests, zh.sample.json: one short window and what this very network answers in floating point, computed with the
quantised weights.
"""
import argparse, datetime, hashlib, json, os, re, struct

import numpy as np
import torch

import encoder, heads

RANGE = 63


def quantise(w, top=RANGE):
    """[rows, columns] -> int8 rows and their scales."""
    scale = w.abs().amax(1).clamp(min=1e-8) / top
    return torch.round(w / scale[:, None]).clamp(-top, top).to(torch.int8), scale.float()


def tensors(model, vocabulary):
    out = {}
    def table(name, t): out[name] = t.detach().float().numpy()
    def linear(name, m, bias=True):
        q, s = quantise(m.weight.detach())
        out[name + ".weight"], out[name + ".scale"] = q.numpy(), s.numpy()
        if bias: table(name + ".bias", m.bias)
        m.weight.data = q.float() * s[:, None]  # so that the sample is computed with what is shipped
    def norm(name, m): table(name + ".weight", m.weight); table(name + ".bias", m.bias)
    e = model.encoder
    q, s = quantise(e.words.weight.detach(), 127)
    out["words"], out["words.scale"] = q.numpy(), s.numpy()
    e.words.weight.data = q.float() * s[:, None]
    table("positions", e.positions.weight); table("shapes", e.shapes.weight); table("kinds", e.kinds.weight)
    norm("norm", e.norm)
    for i, l in enumerate(e.layers):
        for n in ("qkv", "out", "up", "down"): linear(f"layers.{i}.{n}", getattr(l, n))
        norm(f"layers.{i}.norm1", l.norm1); norm(f"layers.{i}.norm2", l.norm2)
    linear("tags", model.tags); linear("first", model.first); linear("second", model.second); linear("between", model.between, False)
    table("first_type", model.first_type.weight); table("second_type", model.second_type.weight); table("distance", model.distance.weight)
    table("output", model.output.weight.T.contiguous()); table("output.bias", model.output.bias)
    out["vocabulary"] = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    return out


def save(path, arrays, metadata):
    kinds = {"int8": "I8", "uint8": "U8", "float32": "F32"}
    header, at = {"__metadata__": metadata}, 0
    order = sorted(arrays, key=lambda n: (-arrays[n].itemsize, n))  # wide types first: all stay aligned
    for n in order:
        a = arrays[n]
        header[n] = dict(dtype=kinds[a.dtype.name], shape=list(a.shape), data_offsets=[at, at + a.nbytes])
        at += a.nbytes
    h = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    h += b" " * (-len(h) % 64)
    with open(path + ".tmp", "wb") as f:
        f.write(struct.pack("<Q", len(h))); f.write(h)
        for n in order: f.write(np.ascontiguousarray(arrays[n]).tobytes())
    os.replace(path + ".tmp", path)


def restore(model, path):
    """Puts the weights of a shipped model file, 8 bits and all, into `model`: the way back from tensors()."""
    with open(path, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        data = f.read()
    kinds = {"I8": np.int8, "U8": np.uint8, "F32": np.float32}
    arrays = {n: torch.tensor(np.frombuffer(data[slice(*h["data_offsets"])], kinds[h["dtype"]]).reshape(h["shape"]).copy())
              for n, h in header.items() if n != "__metadata__"}
    state = {}
    for name in model.state_dict():
        short = name.removeprefix("encoder.")
        base = short.removesuffix(".weight")
        if base + ".scale" in arrays:  # a matrix, or the words: rows of integers and a scale a row
            q = arrays.get(base + ".weight", arrays.get(base))
            state[name] = q.float() * arrays[base + ".scale"][:, None] if short.endswith(".weight") else arrays[short]
        elif short == "output.weight":
            state[name] = arrays["output"].T
        else:
            state[name] = arrays.get(short, arrays.get(base))
    model.load_state_dict(state)


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def sample(model, record):
    """Tag scores of the window's first tokens and the scores of a few pairs, by this model in 32-bit floats."""
    w = record["windows"][0]
    model.eval()
    with torch.no_grad():
        t = lambda k: torch.tensor([w[k]])
        h = model.states(t("ids"), t("shapes"), t("kinds"), torch.tensor([len(w["ids"])]))[0]
        tags = model.tags(h)
        spans = torch.tensor([[1, 3], [4, 6], [8, 9], [10, 14]])
        types = torch.tensor([0, 1, 3, 14])
        pi, pj = torch.tensor([0, 1, 0, 3]), torch.tensor([1, 0, 2, 0])
        buckets = torch.tensor([heads.bucket(spans[i].tolist(), spans[j].tolist()) for i, j in zip(pi, pj)])
        pairs = model.pairs(h, spans, types, pi, pj, buckets)
    r = lambda x: [[round(float(v), 4) for v in row] for row in x]
    return dict(ids=w["ids"], shapes=w["shapes"], kinds=w["kinds"], tags=r(tags[:12]), spans=spans.tolist(), types=types.tolist(),
                pairs=[[int(i), int(j)] for i, j in zip(pi, pj)], scores=r(pairs))


def figures(log):
    """The last line of each measured set: exact spans of names, and statements on gold spans, both in 32-bit floats."""
    out = {}
    for line in open(log, encoding="utf-8"):
        m = re.match(r"  (held|dev) (mentions .*)", line)
        if m:
            out[{"held": "held-out parts of train/articles", "dev": "gold/dev"}[m[1]]] = m[2]
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("language"); a.add_argument("--encoders", required=True); a.add_argument("--model", required=True)
    a.add_argument("--sample", required=True, help="prepared articles of our own; the shortest is the sample")
    a.add_argument("--log", help="log of the joint stage; its last figures go into the card")
    a.add_argument("--calibration", help="what calibrate.py wrote; without it the file has no calibration")
    a.add_argument("-o", required=True)
    a = a.parse_args()
    e = encoder.ENCODERS[a.language]
    state = torch.load(a.model)
    vocabulary = encoder.vocabulary(a.language, a.encoders)
    model = heads.Joint(encoder.pretrained(a.language, a.encoders))
    model.load_state_dict(state["model"])
    arrays = tensors(model, vocabulary)
    if a.calibration:
        weights = json.load(open(a.calibration))
        arrays["calibration"] = np.array([weights.get(r, [0] * 13) for r in heads.RELATIONS], np.float32)
    metadata = dict(format="1", language=a.language, width=str(model.encoder.width), heads=str(e["heads"]), layers=str(len(model.encoder.layers)),
                    hidden=str(heads.HIDDEN), vocabulary=str(len(vocabulary)), tiers=str(heads.TIERS), tagged="\n".join(heads.TAGGED),
                    values="\n".join(heads.VALUES), outputs="\n".join(heads.OUTPUTS))
    save(a.o, arrays, metadata)
    base = a.o.removesuffix(".safetensors")
    records = [json.loads(l) for l in open(a.sample, encoding="utf-8")]
    short = min((r for r in records if len(r["windows"][0]["ids"]) >= 60), key=lambda r: (len(r["windows"][0]["ids"]), r["doc"]))
    json.dump(sample(model, short), open(base + ".sample.json", "w"), separators=(",", ":"))
    card = dict(file=os.path.basename(a.o), sha256=digest(a.o), bytes=os.path.getsize(a.o),
                date=datetime.date.today().isoformat(), seed=state["seed"], epochs=state["epoch"] + 1,
                features=hashlib.sha256(json.dumps([metadata, encoder.SHAPES, encoder.KINDS]).encode()).hexdigest()[:16],
                base=dict(weights=e["weights"], artifact=f"dev.langchain4j:{e['artifact']}:{encoder.VERSION}", licence=e["licence"]),
                **({"continued_from": state["start"]} if state.get("start") else {}), data=DATA[a.language], figures=figures(a.log) if a.log else {})
    json.dump(card, open(base + ".card.json", "w"), indent=1, ensure_ascii=False)
    print(json.dumps({k: card[k] for k in ("file", "bytes", "sha256")}))


OWN = [dict(name="train/articles", licence="CC BY 4.0", use="spans and links", note="our own writing; the articles of train/test-split.txt and train/calibration-split.txt are left out"),
       dict(name="annotated articles of the project (gold/train)", licence="the project's own", use="spans and links")]
DATA = {
    "zh": [dict(name="Universal NER, Chinese GSDSimp, train", licence="CC BY-SA 4.0", use="coarse stage")] + OWN,
    "en": [dict(name="Universal NER, English EWT, test part", licence="CC BY-SA 4.0", use="coarse stage"),
           dict(name="Universal NER, English PUD", licence="CC BY-SA 3.0", use="coarse stage"),
           dict(name="WikiGold", licence="CC BY 4.0", use="coarse stage"),
           dict(name="CrossNER (without its conll2003 part)", licence="MIT; texts CC BY-SA 3.0 (Wikipedia)", use="coarse stage"),
           dict(name="WNUT 2017", licence="CC BY 4.0", use="coarse stage")] + OWN,
}

if __name__ == "__main__":
    main()
