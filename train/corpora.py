"""Readers of the public corpora: sentences of (words, spans), with the label set that the corpus marks."""
import glob, os

COARSE = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
CROSS = {
    "Person": "person politician writer scientist musicalartist researcher".split(),
    "Organization": "organisation politicalparty university band".split(),
    "Place": "location country".split(),
    "Award": ["award"],
    "Event": "event election conference".split(),
    "Work": "book song album poem magazine academicjournal".split(),
}
WNUT = {"person": "Person", "corporation": "Organization", "group": "Organization", "location": "Place", "creative-work": "Work"}


def columns(path, word, tag, separator=None):
    ws, ts = [], []
    for line in list(open(path, encoding="utf-8")) + ["\n"]:
        line = line.rstrip("\n")
        if line.startswith("# ") and separator == "\t" and "=" in line or line.startswith("# newdoc"):
            continue
        if not line.strip():
            if ws:
                yield ws, ts
            ws, ts = [], []
            continue
        c = line.split(separator)
        if len(c) <= max(word, tag if tag >= 0 else 1):
            continue
        ws.append(c[word])
        ts.append(c[tag])


def spans(tags, name):
    """BIO or IOB1 tags to (first word, past last word, type); types that `name` does not know are left out."""
    out, start, kind = [], None, None
    for i, t in enumerate(tags + ["O"]):
        p, _, k = t.partition("-")
        if start is not None and (p != "I" or k != kind):
            n = name(kind)
            if n:
                out.append((start, i, n))
            start = None
        if p in ("B", "I") and start is None:
            start, kind = i, k
    return out


def read(language, root):
    """{family: (types, sentences)}: one tagging head a family, since each marks other types."""
    may = os.path.join(root, "en" if language == "en" else "zh", "may-ship")
    if language == "zh":
        sets = {"uner": (list(COARSE.values()), [
            (w, spans(t, COARSE.get)) for w, t in columns(f"{may}/uner_zh_gsdsimp/zh_gsdsimp-ud-train.iob2", 1, 2, "\t")])}
        dev = [(w, spans(t, COARSE.get)) for w, t in columns(f"{may}/uner_zh_gsdsimp/zh_gsdsimp-ud-dev.iob2", 1, 2, "\t")]
        return sets, dev
    cross = {k: v for v, ks in CROSS.items() for k in ks}
    uner = [f"{may}/uner_en_ewt/en_ewt-ud-test.iob2", f"{may}/uner_en_pud/en_pud-ud-test.iob2"]
    sets = {
        "uner": (list(COARSE.values()), [(w, spans(t, COARSE.get)) for f in uner for w, t in columns(f, 1, 2, "\t")] + [
            (w, spans(t, COARSE.get)) for w, t in columns(glob.glob(f"{may}/wikigold/data/wikigold/CONLL-format/data/*.txt")[0], 0, 1)]),
        "cross": (list(CROSS), [(w, spans(t, cross.get)) for f in sorted(glob.glob(f"{may}/crossner/ner_data/[almps]*/*.txt"))
                                for w, t in columns(f, 0, -1, "\t")]),
        "wnut": (sorted(set(WNUT.values())), [(w, spans(t, WNUT.get)) for f in ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")
                                              for w, t in columns(f"{may}/wnut17/{f}", 0, 1, "\t")]),
    }
    dev = [(w, spans(t, COARSE.get)) for w, t in columns(f"{may}/uner_en_ewt/en_ewt-ud-dev.iob2", 1, 2, "\t")]
    return sets, dev
