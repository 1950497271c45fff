#!/usr/bin/env python3
"""Derives graph/link/lexicon/cedict.tsv from CC-CEDICT (CC BY-SA 4.0): Chinese words in simplified script with short
English renderings, for telling which names translate which.

usage: lexicon.py CEDICT.gz OUT.tsv

Kept: words of one to six Han characters, renderings of at most three words, at most five a word. Left out: renderings
that are the word's own pinyin, or that of a place without its ending (the product has both), measure words, variants, explanations.
"""
import collections
import gzip
import re
import sys
import unicodedata

ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
SKIPPED = ("CL:", "variant of", "old variant", "see ", "abbr. for", "abbr. of", "also written", "also pr.", "used in",
           "surname ", "erhua", "(loanword)", "Japanese variant", "pr. ", "Taiwan pr.", "same as")
LEADING = re.compile(r"^(to be |to |a |an |the |lit\. |fig\. |abbr\. )")
PLACE = re.compile(r"^([A-Z][A-Za-z' ]*?) (?:prefecture|county|district|city|town|township|autonomous|province|village)\b")
MAX_HAN, MAX_WORDS, MAX_RENDERINGS = 6, 3, 5


def renderings(glosses, read):
    """`read`: the pinyin that need not be kept."""
    for gloss in glosses:
        if gloss.startswith(SKIPPED):
            continue
        gloss = re.sub(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff|]+", " ", gloss)
        for part in gloss.split(";"):
            part = re.split(r"[,:]", part)[0].strip()  # what follows explains
            place = PLACE.match(part)
            for text in ([part, place.group(1)] if place else [part]):
                text = LEADING.sub("", text.strip())
                text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
                words = re.findall(r"[a-z0-9']+", text)
                if 1 <= len(words) <= MAX_WORDS and "".join(words).replace("'", "") not in read and len("".join(words)) > 1:
                    yield " ".join(words)


def main():
    source, target = sys.argv[1:]
    table = collections.defaultdict(dict)
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = ENTRY.match(line.strip())
            if not match:
                continue
            _, word, reading, glosses = match.groups()
            if not 1 <= len(word) <= MAX_HAN or not all("\u3400" <= c <= "\u9fff" for c in word):
                continue
            syllables = [re.sub(r"[^a-z]", "", s) for s in reading.lower().replace("u:", "u").split()]
            for text in renderings(glosses.split("/"), {"".join(syllables), "".join(syllables[:-1])}):
                table[word].setdefault(text)
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        out.write("# Derived from CC-CEDICT (https://cc-cedict.org, dump of 2019) by train/lexicon.py. Licence: CC BY-SA 4.0.\n")
        for word in sorted(table, key=lambda w: w.encode()):
            if table[word]:
                out.write(word + "\t" + "|".join(list(table[word])[:MAX_RENDERINGS]) + "\n")


main()
