#!/usr/bin/env python3
"""Annotated articles (*.ann, docs/annotation.md): check them, compile them, count them.

  check_articles.py check PATH...              errors and remarks, each with its file; exit 1 on any
  check_articles.py compile PATH... -o FOLDER  FOLDER/articles/DOC.{txt,html} and FOLDER/gold.jsonl
  check_articles.py stats PATH...              counts by language, kind, type, predicate, status
  check_articles.py shared-runs PATH... --with DIR...
                                               wording that the articles share with files in DIR

PATH is a file or a folder, searched for *.ann. Types, predicates, domains, ranges, qualifiers and
roles are those of the schema pack (--schema; the education news pack by default).
"""
import argparse
import collections
import json
import os
import re
import sys
import unicodedata
from dataclasses import dataclass, field

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCHEMA = os.path.join(ROOT, "extract", "schema", "education-news")

LETTERS = {"P": "Person", "O": "Organization", "G": "Program", "V": "Event", "L": "Place",
           "A": "Award", "W": "Work"}
SPAN_LETTERS = {"T": "Title", "D": "Date"}  # spans without an id: they become qualifiers
LANGUAGES = ("zh", "zh-Hant", "en", "en-mt")
STATUSES = ("planned", "negated", "reported", "former")
HEADER_KEYS = ("doc", "lang", "kind", "format", "published", "uri", "title")
QUOTED_FROM_TEXT = ("theme", "level", "degree", "amount")

DATE = r"\d{4}(-\d\d(-\d\d)?)?"
ISO_DATES = re.compile(rf"{DATE}(/{DATE})?")
ENTITY_MARK = re.compile(r"([POGVLAW])(\d+)(~?) ")
SPAN_MARK = re.compile(r"([TD]) ")
OPENING_QUOTES, CLOSING_QUOTES = "《“\"「『", "》”\"」』"


class Predicate:
    """What the schema says of one predicate."""

    def __init__(self, record):
        self.name = record["name"]
        self.domain, self.range = record["domain"], record["range"]
        self.pairs = [tuple(pair) for pair in record.get("pairs", [])]
        self.qualifiers = record["qualifiers"]
        self.roles = record.get("roles", [])

    def allows(self, subject_type, object_type):
        if self.pairs:
            return (subject_type, object_type) in self.pairs
        return subject_type in self.domain and object_type in self.range


def load_predicates(folder):
    """Predicates by name. Every type of the pack must have a letter to be marked with."""
    with open(os.path.join(folder, "schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    unknown = {t["name"] for t in schema["types"]} - set(LETTERS.values())
    if unknown:
        sys.exit(f"{folder}: no letter for the type {', '.join(sorted(unknown))}")
    return {p["name"]: Predicate(p) for p in schema["predicates"]}


@dataclass
class Article:
    """One annotated file, taken apart. Spans count in bytes of the text in UTF-8."""
    path: str
    header: dict = field(default_factory=lambda: {"format": "text"})
    links: dict = field(default_factory=dict)  # id -> key shared across articles
    traps: list = field(default_factory=list)
    text: str = ""
    mentions: list = field(default_factory=list)  # by begin, outer before inner
    entities: dict = field(default_factory=dict)  # by id, first marked first
    statements: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def error(self, message, line=None):
        self.errors.append(f"{self.path}{f':{line}' if line else ''}: {message}")

    @property
    def file_name(self):
        return self.header.get("doc", "") + (".html" if self.header["format"] == "html" else ".txt")

    def record(self):
        """The article's line of gold.jsonl."""
        record = {"doc": self.file_name, "uri": self.header.get("uri", ""),
                  "lang": self.header.get("lang"), "kind": self.header.get("kind"),
                  "format": self.header["format"]}
        if "published" in self.header:
            record["published"] = self.header["published"]
        record.update(mentions=self.mentions, entities=list(self.entities.values()),
                      statements=self.statements, forbidden=self.traps)
        return record


# Reading


def read_article(path, predicates):
    with open(path, encoding="utf-8") as file:
        raw = file.read()
    article = Article(path)
    parts = re.split(r"(?m)^---[ \t]*\n", raw)
    if len(parts) < 3:
        article.error("needs three parts with a line --- between them: header, article, statements")
        return article
    # An article may have a line --- of its own: the first part and the last are ours.
    header, body, statements = parts[0], "---\n".join(parts[1:-1]), parts[-1]
    read_header(article, header)
    read_marks(article, body)
    collect_entities(article)
    for trap in article.traps:
        if trap not in article.text:
            article.error(f"@trap {trap!r} is not in the text")
    first_line = raw.count("\n", 0, len(raw) - len(statements)) + 1
    read_statements(article, statements, first_line, predicates)
    return article


def read_header(article, header):
    for number, line in enumerate(header.split("\n"), 1):
        line = line.strip()
        if not line:
            continue
        match = re.fullmatch(r"@(\w+)\s+(.*)", line)
        if not match:
            article.error(f"not a header line: {line[:40]}", number)
            continue
        key, value = match.groups()
        if key == "is":
            words = value.split()
            if len(words) == 2:
                article.links[words[0]] = words[1]
            else:
                article.error("@is takes an id and a key", number)
        elif key == "trap":
            article.traps.append(value.strip())
        elif key in HEADER_KEYS:
            article.header[key] = value if key == "title" else value.split()[0]
        else:
            article.error(f"unknown header @{key}", number)
    for key in ("doc", "lang", "kind"):
        if key not in article.header:
            article.error(f"no @{key}")
    if article.header.get("lang") not in LANGUAGES:
        article.error(f"@lang is one of {', '.join(LANGUAGES)}")
    if article.header["format"] not in ("text", "html"):
        article.error("@format is text or html")
    if "published" in article.header and not ISO_DATES.fullmatch(article.header["published"]):
        article.error(f"@published {article.header['published']} is not an ISO date")


def read_marks(article, body):
    """Takes the marks out of the body: what is left is the text, where they were the mentions."""
    text, byte_count = [], 0
    open_marks = []  # (letter, id, anaphor, begin, place in mentions)
    at = 0
    while at < len(body):
        character = body[at]
        if character == "⟦":
            entity, span = ENTITY_MARK.match(body, at + 1), SPAN_MARK.match(body, at + 1)
            if entity or span:
                letter = (entity or span).group(1)
                mention_id = letter + entity.group(2) if entity else ""
                anaphor = bool(entity and entity.group(3))
                open_marks.append((letter, mention_id, anaphor, byte_count, len(article.mentions)))
                article.mentions.append(None)  # filled in where the mark closes
                at = (entity or span).end()
            else:
                article.error(f"bad mark at {body[at:at + 25]!r}")
                at += 1
        elif character == "⟧":
            if open_marks:
                close_mark(article, "".join(text), byte_count, *open_marks.pop())
            else:
                article.error(f"⟧ without ⟦ at {body[max(0, at - 20):at + 1]!r}")
            at += 1
        else:
            text.append(character)
            byte_count += len(character.encode())
            at += 1
    for letter, mention_id, *_ in open_marks:
        article.error(f"mark {mention_id or letter} is not closed")
    article.text = "".join(text)
    article.mentions = [mention for mention in article.mentions if mention]


def close_mark(article, text, end, letter, mention_id, anaphor, begin, place):
    surface = text.encode()[begin:end].decode()
    name = f"{mention_id or letter} {surface!r}"
    if not surface.strip() or surface != surface.strip():
        article.error(f"blank at the edge of mark {name}")
    if surface[:1] in OPENING_QUOTES and surface[-1:] in CLOSING_QUOTES:
        article.error(f"quotation marks inside mark {name}: they belong outside")
    mention = {"id": mention_id, "type": LETTERS.get(letter) or SPAN_LETTERS[letter],
               "start": begin, "end": end, "text": surface}
    if anaphor:
        mention["anaphor"] = True
    article.mentions[place] = mention


def collect_entities(article):
    for mention in article.mentions:
        if not mention["id"]:
            continue
        entity = article.entities.setdefault(
            mention["id"], {"id": mention["id"], "type": mention["type"], "names": []})
        if not mention.get("anaphor") and mention["text"] not in entity["names"]:
            entity["names"].append(mention["text"])
    for entity_id, entity in article.entities.items():
        if not entity["names"]:
            article.error(f"{entity_id} is never named, only referred to (~)")
        if entity_id in article.links:
            entity["link"] = article.links[entity_id]
    for entity_id in article.links:
        if entity_id not in article.entities:
            article.error(f"@is {entity_id}: no such mark")


def read_statements(article, part, first_line, predicates):
    seen = set()
    for number, line in enumerate(part.split("\n"), first_line):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        statement, complaints = read_statement(article, line, predicates)
        for complaint in complaints:
            article.error(f"{line}: {complaint}", number)
        if not statement:
            continue
        key = (statement["s"], statement["p"], statement["o"],
               statement.get("q", {}).get("title"), statement.get("status"))
        if key in seen:
            article.error(f"{line}: said twice", number)
            continue
        seen.add(key)
        article.statements.append(statement)


def read_statement(article, line, predicates):
    """(statement or None, what is wrong with it)."""
    optional = line.endswith("?")
    left, _, right = line.removesuffix("?").partition("|")
    words = left.split()
    if len(words) != 3:
        return None, ["a statement is SUBJECT predicate OBJECT"]
    subject, name, object_ = words
    predicate = predicates.get(name)
    if not predicate:
        return None, [f"no predicate {name}"]
    for entity_id in (subject, object_):
        if entity_id not in article.entities:
            return None, [f"{entity_id} is not marked"]
    subject_type = article.entities[subject]["type"]
    object_type = article.entities[object_]["type"]
    if not predicate.allows(subject_type, object_type):
        return None, [f"{name} does not go from {subject_type} to {object_type}"]

    complaints, qualifiers, status = [], {}, ""
    for pair in re.split("[;；]", right):
        key, equals, value = (part.strip() for part in pair.partition("="))
        if not pair.strip():
            continue
        if not equals or not value:
            complaints.append(f"{pair.strip()!r} is not key=value")
        elif key == "status":
            if value not in STATUSES:
                complaints.append(f"no status {value}")
            status = value
        elif key not in predicate.qualifiers:
            complaints.append(f"{name} has no qualifier {key}")
        else:
            complaints += qualifier_complaints(article, predicate, key, value)
            qualifiers[key] = value
    if name == "holds_position" and "title" not in qualifiers:
        complaints.append("no title")

    statement = {"s": subject, "p": name, "o": object_}
    if qualifiers:
        statement["q"] = qualifiers
    if status:
        statement["status"] = status
    if optional:
        statement["optional"] = True
    return statement, complaints


def qualifier_complaints(article, predicate, key, value):
    if key == "date" and not ISO_DATES.fullmatch(value):
        return [f"date {value} is not an ISO date"]
    if key == "role" and value not in predicate.roles:
        return [f"{predicate.name} has no role {value}"]
    if key == "title" and not any(m["type"] == "Title" and m["text"] == value
                                  for m in article.mentions):
        return [f"title {value} is not marked ⟦T …⟧"]
    if key in QUOTED_FROM_TEXT and value not in article.text:
        return [f"{key} {value!r} is not in the text"]
    return []


# What follows from what is written down


def implied_statements(article):
    """Lines that the guide says follow, but are not there."""
    said = {(s["s"], s["p"], s["o"]) for s in article.statements}
    for s in article.statements:
        if s["p"] in ("presided_over", "spoke_at") and (s["s"], "attended", s["o"]) not in said:
            status = f" | status={s['status']}" if "status" in s else ""
            said.add((s["s"], "attended", s["o"]))
            yield f"{s['s']} attended {s['o']}{status}{' ?' if s.get('optional') else ''}"
    named = [m for m in article.mentions if m["id"] and not m.get("anaphor")]
    for outer in named:
        if outer["type"] != "Organization":
            continue
        inner = [m for m in named if m is not outer and m["id"] != outer["id"] and inside(m, outer)]
        for m in inner:
            # 桃源县 in 桃源县教育局人事科 is where the bureau is; the section follows from that.
            if m["type"] == "Place" and any(
                    o["type"] == "Organization" and o is not m and o["id"] != m["id"] and
                    inside(m, o) for o in inner):
                continue
            predicate = {"Place": "located_in", "Organization": "part_of"}.get(m["type"])
            if predicate and (outer["id"], predicate, m["id"]) not in said:
                said.add((outer["id"], predicate, m["id"]))
                yield f"{outer['id']} {predicate} {m['id']} ?"


def inside(inner, outer):
    return outer["start"] <= inner["start"] and inner["end"] <= outer["end"]


def unmarked_names(article):
    """(name, where) for each place at which a name that is marked elsewhere stands unmarked."""
    raw = article.text.encode()
    covered = [(m["start"], m["end"]) for m in article.mentions]
    not_read = [re.escape(trap) for trap in article.traps]
    if article.header["format"] == "html":
        not_read.append("(?s:<head>.*?</head>)")
    for pattern in not_read:
        covered += [match.span() for match in re.finditer(pattern.encode(), raw)]
    for entity in article.entities.values():
        if entity["type"] in ("Program", "Work"):  # these are often common words as well
            continue
        own = [(m["start"], m["end"]) for m in article.mentions if m["id"] == entity["id"]]
        for name in entity["names"]:
            if len(name) < 3:
                continue
            # Whole words only: Kenya is not in Kenyan.
            pattern = rb"(?<![A-Za-z])" + re.escape(name.encode()) + rb"(?![A-Za-z])"
            for match in re.finditer(pattern, raw):
                begin, end = match.span()
                is_covered = any(b <= begin and end <= e for b, e in covered)
                is_part = any(b < end and begin < e for b, e in own)  # 鞍河 of 鞍河市、校、院
                if not is_covered and not is_part:
                    yield name, raw[max(0, begin - 24):end + 12].decode(errors="ignore")


def remarks(article):
    for name, where in unmarked_names(article):
        yield f"{article.path}: {name} is not marked in {where!r}"
    for line in implied_statements(article):
        yield f"{article.path}: follows, but is not written: {line}"


# Wording shared with other texts

RUN_LENGTH = 12  # letters and digits; blanks and punctuation do not count
RUN_WORDS = 9    # of a language that is written in words, those cut at the ends among them


def letters_of(text):
    """The letters and digits of a text, folded, and where each stands."""
    letters, places = [], []
    for place, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character).casefold():
            if folded.isalnum():
                letters.append(folded)
                places.append(place)
    return "".join(letters), places


def is_long(run):
    """Twelve characters are a phrase in Chinese, but one or two in English, where words count."""
    han = sum("\u3400" <= character <= "\u9fff" for character in run)
    return han >= RUN_LENGTH or (han == 0 and len(re.findall(r"[^\W\d_]+", run)) >= RUN_WORDS)


def shared_runs(articles, paths):
    """(article, run, path) for the longest runs that an article has in common with a file."""
    index = collections.defaultdict(list)
    folded = {}
    for article in articles:
        letters, places = folded[article.path] = letters_of(article.text)
        for at in range(len(letters) - RUN_LENGTH + 1):
            index[letters[at:at + RUN_LENGTH]].append((article, at))
    found = set()
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            other, _ = letters_of(file.read())
        done = {}  # (article, distance) -> up to where this alignment was looked at
        for there in range(len(other) - RUN_LENGTH + 1):
            for article, here in index.get(other[there:there + RUN_LENGTH], ()):
                alignment = (article.path, here - there)
                if done.get(alignment, -1) > there:
                    continue
                letters, places = folded[article.path]
                length = RUN_LENGTH
                while (here + length < len(letters) and there + length < len(other) and
                       letters[here + length] == other[there + length]):
                    length += 1
                done[alignment] = there + length
                run = article.text[places[here]:places[here + length - 1] + 1]
                if is_long(run) and (article.path, run) not in found:
                    found.add((article.path, run))
                    yield article, run, path


# Commands


def files_below(paths, suffix=""):
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, _, names in sorted(os.walk(path)):
            yield from (os.path.join(folder, name) for name in sorted(names)
                        if name.endswith(suffix))


def read_all(arguments):
    predicates = load_predicates(arguments.schema)
    articles = [read_article(path, predicates) for path in files_below(arguments.paths, ".ann")]
    by_name = {}
    for article in articles:
        other = by_name.setdefault(article.file_name, article)
        if other is not article:
            article.error(f"@doc {article.file_name} is also in {other.path}")
    return articles


def check(arguments, articles):
    found = [remark for article in articles if not article.errors for remark in remarks(article)]
    for remark in found:
        print(remark)
    print(f"{len(articles)} articles, {sum(len(a.errors) for a in articles)} errors, "
          f"{len(found)} remarks")
    return bool(found)


def compile_articles(arguments, articles):
    folder = os.path.join(arguments.output, "articles")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(arguments.output, "gold.jsonl"), "w", encoding="utf-8",
              newline="\n") as lines:
        for article in sorted(articles, key=lambda a: a.file_name):
            with open(os.path.join(folder, article.file_name), "w", encoding="utf-8",
                      newline="") as file:
                file.write(article.text)
            lines.write(json.dumps(article.record(), ensure_ascii=False) + "\n")
    return False


def stats(arguments, articles):
    mentions = [m for a in articles for m in a.mentions]
    statements = [s for a in articles for s in a.statements]
    groups = {
        "articles by language": collections.Counter(a.header["lang"] for a in articles),
        "articles by kind": collections.Counter(a.header["kind"] for a in articles),
        "articles by format": collections.Counter(a.header["format"] for a in articles),
        "marks by type": collections.Counter(m["type"] for m in mentions),
        "statements by predicate": collections.Counter(s["p"] for s in statements),
        "statements by status": collections.Counter(s.get("status", "asserted")
                                                    for s in statements)}
    print(f"{len(articles)} articles, {sum(len(a.text) for a in articles)} characters, "
          f"{len(mentions)} marks ({sum(bool(m.get('anaphor')) for m in mentions)} anaphors), "
          f"{sum(len(a.entities) for a in articles)} entities, {len(statements)} statements "
          f"({sum('optional' in s for s in statements)} optional)")
    for title, counts in groups.items():
        print(f"\n{title}")
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {name:16} {count:6}")
    return False


def report_shared_runs(arguments, articles):
    found = sorted(((len(run), article.path, run, path) for article, run, path
                    in shared_runs(articles, files_below(arguments.others))), reverse=True)
    for _, article_path, run, path in found:
        print(f"{article_path}\t{' '.join(run.split())}\t{path}")
    print(f"{len(found)} shared runs", file=sys.stderr)
    return bool(found)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run in (("check", check), ("compile", compile_articles), ("stats", stats),
                      ("shared-runs", report_shared_runs)):
        command = commands.add_parser(name)
        command.add_argument("paths", nargs="+", metavar="PATH")
        command.add_argument("--schema", default=SCHEMA, help="folder of the schema pack")
        command.set_defaults(run=run)
        if name == "compile":
            command.add_argument("-o", "--output", required=True, metavar="FOLDER")
        if name == "shared-runs":
            command.add_argument("--with", dest="others", nargs="+", required=True, metavar="DIR")
    arguments = parser.parse_args(argv)

    articles = read_all(arguments)
    errors = [error for article in articles for error in article.errors]
    for error in errors:
        print(error)
    if errors and arguments.run is not check:
        print(f"{len(errors)} errors; nothing done", file=sys.stderr)
        return 1
    return 1 if arguments.run(arguments, articles) or errors else 0


if __name__ == "__main__":
    sys.exit(main())
