"""BERT's tokenizer, for the public corpora that come as words. Articles are tokenized by the C++ program."""
import unicodedata

MAX_WORD = 100


def is_han(c):
    o = ord(c)
    return 0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2FA1F or 0xF900 <= o <= 0xFAFF


def is_punctuation(c):
    o = ord(c)
    ascii_sign = 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126
    return ascii_sign or unicodedata.category(c).startswith("P")


def words(text):
    """Blanks split; each Han character and each punctuation mark is a word of its own."""
    word = ""
    for c in unicodedata.normalize("NFKC", text):
        if c.isspace() or is_han(c) or is_punctuation(c):
            if word:
                yield word
            word = ""
            if not c.isspace():
                yield c
        else:
            word += c
    if word:
        yield word


def shape(word):
    """0 no case, 1 lower, 2 Capitalised, 3 ALL CAPITALS, 4 miXed or letters with digits, 5 digits, 6 punctuation, 7 one capital."""
    if len(word) == 1 and is_punctuation(word):
        return 6
    upper = sum(c.isupper() for c in word)
    lower = sum(c.islower() for c in word)
    digit = sum(c.isdigit() for c in word)
    if upper + lower + digit == 0:
        return 0
    if upper + lower == 0:
        return 5
    if digit:
        return 4
    if upper == 0:
        return 1
    if len(word) == 1:
        return 7
    if lower == 0:
        return 3
    return 2 if upper == 1 and word[0].isupper() else 4


class WordPiece:
    def __init__(self, vocabulary):
        self.ids = {w: i for i, w in enumerate(vocabulary)}
        self.unknown, self.cls, self.sep = (self.ids[w] for w in ("[UNK]", "[CLS]", "[SEP]"))

    def pieces(self, word):
        """Greedy longest match (Wu et al. 2016) over the lower-cased word without accents."""
        w = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        if len(w) > MAX_WORD:
            return [self.unknown]
        out, start = [], 0
        while start < len(w):
            end = len(w)
            while end > start:
                i = self.ids.get(("##" if start else "") + w[start:end])
                if i is not None:
                    break
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(i)
            start = end
        return out
