"""Annotated articles as training examples: windows with token-level mentions and the targets of all heads."""
import collections, json

import torch

import heads


class Article:
    """One document: its windows, the mentions in each, and what is true of their pairs."""

    def __init__(self, record):
        self.doc, self.lang, self.kind = record["doc"], record["lang"], record.get("kind")
        self.windows = record["windows"]
        self.units = []        # a unit: an entity, or one Title / Date / value span
        self.entities = record["entities"]
        self._mentions(record)
        self._targets(record)

    def _mentions(self, r):
        index = {e["id"]: k for k, e in enumerate(r["entities"])}
        self.mentions = []  # (start, end, type, unit, text)
        unit = len(index)
        for m in r["mentions"]:
            if m["id"]:
                t = m["type"] + ("~" if m.get("anaphor") else "")
                self.mentions.append((m["start"], m["end"], t, index[m["id"]], m["text"]))
            else:
                self.mentions.append((m["start"], m["end"], m["type"], unit, m["text"]))
                unit += 1
        self.index = index
        self.value_links = []  # (unit of the value, entity): found below, in the text
        raw = "".join
        for s in r["statements"]:
            for key, t in (("theme", "Theme"), ("level", "Level"), ("degree", "Degree"), ("amount", "Amount")):
                v = s.get("q", {}).get(key)
                if not v:
                    continue
                at = self._find(r, v, index[s["s"]])
                if at is None:
                    continue
                u = next((m[3] for m in self.mentions if m[:3] == (*at, t)), None)
                if u is None:
                    u = unit
                    unit += 1
                    self.mentions.append((*at, t, u, v))
                self.value_links.append((u, index[s["s"]]))
        self.unit_count = unit

    def _find(self, r, value, subject):
        """The occurrence of `value` nearest to a mention of the subject, as bytes."""
        raw, v = r["bytes"], value.encode()
        near = [m for m in self.mentions if m[3] == subject]
        best, p = None, raw.find(v)
        while p >= 0:
            d = min((abs(m[0] - p) for m in near), default=0)
            if best is None or d < best[0]:
                best = (d, p)
            p = raw.find(v, p + 1)
        return best and (best[1], best[1] + len(v))

    def _targets(self, r):
        self.positive = collections.defaultdict(set)  # relation -> {(unit, unit)}
        self.ignored = collections.defaultdict(set)
        self.choice = []  # (choice, value, relation group used: name, unit, unit)
        where = collections.defaultdict(list)
        for m in self.mentions:
            where[m[3]].append(m)
        gap = lambda a, b: max(0, b[0] - a[1], a[0] - b[1])
        nearest = lambda us, v: min(us, key=lambda u: min(gap(a, b) for a in where[u] for b in where[v]), default=None)
        titles = collections.defaultdict(list)
        dates = collections.defaultdict(list)
        for m in self.mentions:
            if m[2] == "Title":
                titles[m[4]].append(m[3])
            if m[2] == "Date":
                iso = r["dates"].get(f"{m[0]}-{m[1]}")
                if iso:
                    dates[iso].append(m[3])
        used = set()
        for s in r["statements"]:
            a, b, p, q = self.index[s["s"]], self.index[s["o"]], s["p"], s.get("q", {})
            ways = [(a, b), (b, a)] if p in heads.SYMMETRIC else [(a, b)]
            (self.ignored if s.get("optional") else self.positive)[p].update(ways)
            status = s.get("status", "asserted")
            group = (p, a, b)
            if p in ("holds_position", "appointed") and q.get("title"):
                person, body = (a, b) if p == "holds_position" else (b, a)
                t = nearest(titles[q["title"]], person)
                if t is not None:
                    used.add(t)
                    self.positive["title_of"].add((t, person))
                    self.positive["title_at"].add((t, body))
                    for u in titles[q["title"]]:
                        if u != t:
                            self.ignored["title_of"].add((u, person)); self.ignored["title_at"].add((u, body))
                    if p == "holds_position":
                        group = ("title_of", t, person)
            if not s.get("optional"):
                self.choice.append(("status", status, group))
                if p in heads.ROLES:
                    self.choice.append(("role:" + p, q.get("role", ""), (p, a, b)))
            if q.get("date"):
                anchor = a if p == "held_in" else b
                d = nearest(dates[q["date"]], a)
                for u in dates[q["date"]]:
                    self.ignored["date_of"].add((u, anchor))
                if d is not None:
                    self.positive["date_of"].add((d, anchor))
        for u, e in self.value_links:
            self.positive["value_of"].add((u, e))
        for t in [u for us in titles.values() for u in us if u not in used]:
            near = [m[3] for m in self.mentions if heads.base(m[2]) == "Person"]
            p = nearest(near, t)
            if p is not None:
                self.ignored["title_of"].add((t, p))
        for r_ in list(self.ignored):
            self.ignored[r_] -= self.positive[r_]

    def compile(self):
        """Token-level tensors of each window."""
        order = {t: k for k, t in enumerate(heads.TAGGED)}
        out = []
        for w in self.windows:
            starts, ends = w["starts"], w["ends"]
            begin_at, end_at = {}, {}
            for k, (s, e) in enumerate(zip(starts, ends)):
                if s >= 0:
                    begin_at.setdefault(s, []).append(k)
                    end_at.setdefault(e, []).append(k)
            n = len(w["ids"])
            tags = [[0] * n for _ in range(heads.TIERS + 1)]
            body = range(*w["body"])
            found = []
            for s, e, t, unit, _ in sorted(self.mentions, key=lambda m: (m[0], -m[1])):
                for part in (range(1, w["body"][0]), body):
                    ks = [k for k in begin_at.get(s, []) if k in part]
                    ke = [k for k in end_at.get(e, []) if k in part]
                    if not ks and part is body:  # a mark that starts inside a token: take the token
                        ks = [k for k in part if starts[k] <= s < ends[k]]
                    if not ke and part is body:
                        ke = [k for k in part if starts[k] < e <= ends[k]]
                    if ks and ke and ks[0] <= ke[-1]:
                        found.append((ks[0], ke[-1] + 1, t, unit))
            stack = []
            for b, e, t, _ in sorted((f for f in found if f[2] not in heads.VALUES), key=lambda f: (f[0], -f[1])):
                while stack and stack[-1] <= b:
                    stack.pop()
                tier = len(stack)
                stack.append(e)
                if tier < heads.TIERS and b >= w["body"][0]:
                    tags[tier][b] = 1 + 2 * order[t]
                    for k in range(b + 1, e):
                        tags[tier][k] = 2 + 2 * order[t]
            for b, e, t, _ in found:
                if t in heads.VALUES and b >= w["body"][0]:
                    v = heads.VALUES.index(t)
                    tags[-1][b:e] = [1 + 2 * v] + [2 + 2 * v] * (e - b - 1)
            keep = [-100 if k < w["body"][0] or k >= w["body"][1] else 0 for k in range(n)]
            tags = [[t if z == 0 else -100 for t, z in zip(row, keep)] for row in tags]
            found = [f for f in found if f[1] - f[0] <= 120]
            out.append((w, tags, found))
        return out


def load(path, articles):
    out = []
    for line in open(path, encoding="utf-8"):
        r = json.loads(line)
        r["bytes"] = open(f"{articles}/{r['doc']}", "rb").read()
        out.append(Article(r))
    return out
