#!/usr/bin/env python3
"""Holds `quipu query` against an independent engine (kuzu): seeded random graphs and queries, same answers.

usage: python3 -m venv build/peers && build/peers/bin/pip install kuzu
       build/peers/bin/python tests/graph/cypher/differential.py QUIPU [--rounds 500] [--seed 1]

A graph is written as extraction JSONL for `quipu import` and loaded into kuzu from what `quipu query` says that it
holds, so that both see the same nodes and relationships. Queries come from templates with random parts; each is asked
in both and the rows are compared as multisets (as lists where the query orders them wholly). Where the two differ on
purpose, templates go around it: kuzu lets one relationship be matched twice in a MATCH (hence r.id <> s.id), writes
searches inside the star, and gives null for min() beside count(DISTINCT …), for collect() and for sum() of nothing.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

import kuzu

TYPES = ["Person", "Organization", "Event", "Program", "Place", "Award"]
PREDICATES = {  # name: allowed ends, as the schema pack has them
    "holds_position": ("Person", "Organization"), "attended": ("Person", "Event"), "spoke_at": ("Person", "Event"),
    "organized": ("Organization", "Event"), "partnered_with": ("Organization", "Organization"),
    "met_with": ("Person", "Person"), "part_of": ("Organization", "Organization"), "runs_program": ("Organization", "Program"),
    "received": ("Person", "Award"), "located_in": ("Organization", "Place"), "visited": ("Person", "Organization"),
}


def random_graph(rng, folder):
    """Extraction JSONL of a few articles whose entities are named by letters and numbers."""
    names = {t: [f"{t[:3]}{chr(97 + i)}{rng.randint(100, 999)}" for i in range(rng.randint(2, 6))] for t in TYPES}
    path = os.path.join(folder, "articles.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        for number in range(rng.randint(2, 8)):
            here = {t: rng.sample(n, rng.randint(1, len(n))) for t, n in names.items()}
            text, mentions, entities, ids = "", [], [], {}
            for t in TYPES:
                for name in here[t]:
                    ids[name] = f"e{len(ids)}"
                    mentions.append({"id": ids[name], "type": t, "start": len(text), "end": len(text) + len(name), "text": name})
                    entities.append({"id": ids[name], "type": t, "names": [name]})
                    text += name + " "
            statements, seen = [], set()
            for _ in range(rng.randint(1, 14)):
                predicate = rng.choice(sorted(PREDICATES))
                a, b = (rng.choice(here[t]) for t in PREDICATES[predicate])
                if a == b or (a, predicate, b) in seen:
                    continue
                seen.add((a, predicate, b))
                statement = {"s": ids[a], "p": predicate, "o": ids[b], "q": {"date": f"20{rng.randint(10, 24)}-05-0{rng.randint(1, 9)}"}}
                if predicate in ("holds_position",):
                    statement["q"] = {"title": rng.choice(["director", "dean", "teacher"])}
                if predicate in ("partnered_with", "met_with", "part_of", "received", "located_in", "spoke_at"):
                    statement["q"] = {}
                statements.append(statement)
            out.write(json.dumps({"doc": str(number), "uri": f"https://d.example/{number}", "lang": "en", "format": "text",
                                  "published": "2024-05-12", "mentions": mentions, "entities": entities,
                                  "statements": statements, "source": text}) + "\n")
    return path


class Quipu:
    def __init__(self, program, folder):
        self.program, self.db = program, os.path.join(folder, "kg")

    def build(self, jsonl):
        done = subprocess.run([self.program, "import", jsonl, "--db", self.db], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"import failed: {done.stderr}")

    def rows(self, queries):
        """All queries in one process: the shell's JSON, one object a query; an error is a string."""
        done = subprocess.run([self.program, "shell", "--db", self.db, "--json", "--quiet"],
                              input=";\n".join(queries) + ";\n", capture_output=True, text=True)
        decoder, text, at, out = json.JSONDecoder(), done.stdout, 0, []
        while at < len(text.rstrip()):
            value, at = decoder.raw_decode(text, at)
            out.append([tuple(row[c] for c in value["columns"]) for row in value["rows"]])
            while at < len(text) and text[at].isspace():
                at += 1
        if len(out) != len(queries):
            sys.exit(f"{len(queries)} queries, {len(out)} answers: {done.stderr[:2000]}")
        return out


class Kuzu:
    """One node table, one relationship table a predicate, so that labels become a property test."""

    def __init__(self, quipu):
        self.connection = kuzu.Connection(kuzu.Database(":memory:"))
        nodes, edges = quipu.rows([
            "MATCH (n) RETURN n.id, n.name, n.type",
            "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, r.id, r.title, r.date, r.status, r.confidence, r.documents"])
        for t in TYPES:
            self.run(f"CREATE NODE TABLE {t}(id STRING, name STRING, type STRING, PRIMARY KEY(id))")
        kinds = {i: t for i, _, t in nodes}
        for p, (a, b) in PREDICATES.items():
            self.run(f"CREATE REL TABLE {p}(FROM {a} TO {b}, id STRING, title STRING, date STRING, status STRING, "
                     "confidence DOUBLE, documents INT64)")
        for i, name, t in nodes:
            self.run(f"CREATE (:{t} {{id: $i, name: $n, type: $t}})", {"i": i, "n": name, "t": t})
        for a, p, b, i, title, date, status, confidence, documents in edges:
            given = {"a": a, "b": b, "i": i, "s": status, "c": confidence, "k": documents}
            extra = ""
            for key, value in (("title", title), ("date", date)):
                if value is not None:
                    extra += f", {key}: ${key}"
                    given[key] = value
            self.run(f"MATCH (a:{kinds[a]} {{id: $a}}), (b:{kinds[b]} {{id: $b}}) CREATE (a)-[:{p} "
                     f"{{id: $i, status: $s, confidence: $c, documents: $k{extra}}}]->(b)", given)
        self.names = [name for _, name, _ in nodes]

    def run(self, query, given=None):
        result = self.connection.execute(query, given or {})
        rows = []
        while result.has_next():
            rows.append(tuple(result.get_next()))
        return rows


def random_query(rng, names):
    """A query that both engines read alike. Returns the text and whether its order is total."""
    p, q = rng.choice(sorted(PREDICATES)), rng.choice(sorted(PREDICATES))
    a, b = PREDICATES[p]
    any_of = "|".join(rng.sample(sorted(PREDICATES), rng.randint(1, 3)))
    name = rng.choice(names)
    low = rng.randint(1, 2)
    templates = [
        (f"MATCH (a:{a})-[r:{p}]->(b:{b}) RETURN a.name, r.id, b.name", False),
        (f"MATCH (a)-[r:{any_of}]-(b) RETURN a.name, b.name, r.date", False),
        (f"MATCH (a:{a}) OPTIONAL MATCH (a)-[r:{p}]->(b) RETURN a.name, b.name, r.title", False),
        (f"MATCH (a)-[r]->(b) WHERE a.name = '{name}' OR b.name = '{name}' RETURN a.name, b.name, r.id", False),
        (f"MATCH (a:{a})-[r:{p}]->(b)<-[s:{p}]-(c) WHERE r.id <> s.id RETURN a.name, b.name, c.name", False),
        (f"MATCH (a)-[:{any_of}]-(b)-[:{any_of}]-(c) WHERE a.name < c.name RETURN count(*)", False),
        (f"MATCH (a:{a})-[r:{p}]->(b) RETURN b.name AS n, count(*) AS c, count(DISTINCT a.name) AS d", False),
        (f"MATCH (a:{a})-[r:{p}]->(b) RETURN b.name AS n, min(a.name) AS m, max(r.date) AS d, collect(DISTINCT a.name) AS t", False),
        (f"MATCH (a:{a})-[r:{p}]->(b) WITH a, count(b) AS c WHERE c >= {low} RETURN a.name, c ORDER BY c DESC, a.name", True),
        (f"MATCH (a:{a}) WHERE EXISTS {{ MATCH (a)-[:{p}]->(b:{b}) }} RETURN a.name ORDER BY a.name", True),
        (f"MATCH (a:{a}) WHERE NOT EXISTS {{ MATCH (a)-[:{p}]->(b:{b}) }} RETURN a.name ORDER BY a.name", True),
        (f"MATCH (a)-[r:{p}]->(b) WHERE r.date STARTS WITH '201' OR r.title = 'dean' RETURN a.name, r.date, r.title", False),
        (f"MATCH (a)-[r:{p}]->(b) WHERE r.date IS NULL OR r.date > '2015' RETURN a.name, r.id", False),
        (f"MATCH (a:{a})-[:{p}]->(b) RETURN DISTINCT b.name AS n ORDER BY n SKIP 1 LIMIT 3", True),
        (f"MATCH (a:{a} {{name: '{name}'}})-[s:{p}]->(b)-[r]-(c) WHERE r.id <> s.id RETURN c.name, r.id", False),
        (f"MATCH (a:{a})-[r:{p}]->(b), (a)-[s:{q}]->(c) WHERE r.id <> s.id RETURN a.name, b.name, c.name", False),
        (f"MATCH (a)-[:{p}]->(b) RETURN coalesce(sum(size(a.name)), 0), avg(size(b.name)), max(b.name)", False),
        (f"MATCH (a:{a}) UNWIND [1, 2, NULL] AS x RETURN a.name, x, x > 1, CASE WHEN x = 1 THEN 'one' ELSE 'more' END", False),
        (f"MATCH (a:{a}) WITH collect(a.name) AS l UNWIND l AS n RETURN n, size(l)", False),
        (f"MATCH (a:{a})-[r:{p}]->(b) RETURN a.name + '-' + b.name AS x, r.confidence * 2 AS y, r.documents % 2 AS z", False),
        (f"MATCH (a)-[:{p}]->(b) RETURN a.name AS n UNION MATCH (a)-[:{q}]->(b) RETURN b.name AS n", False),
        (f"MATCH p = (a {{name: '{name}'}})-[:{any_of}* TRAIL {low}..{low + 1}]-(b) RETURN b.name, length(p)", False),
        (f"MATCH p = (a {{name: '{name}'}})-[* SHORTEST 1..4]-(b {{name: '{rng.choice(names)}'}}) RETURN length(p)", False),
        (f"MATCH p = (a {{name: '{name}'}})-[* ALL SHORTEST 1..4]-(b) WHERE b.name <> '{name}' RETURN b.name, length(p)", False),
    ]
    return rng.choice(templates)


def for_quipu(query):
    """Kuzu writes searches inside the star; openCypher around the pattern or not at all."""
    if " TRAIL " in query:
        return query.replace("* TRAIL ", "*")
    for word, function in (("* ALL SHORTEST ", "allShortestPaths"), ("* SHORTEST ", "shortestPath")):
        if word in query:
            head, rest = query.split("p = ", 1)
            end = rest.index(" WHERE") if " WHERE" in rest else rest.index(" RETURN")
            return f"{head}p = {function}({rest[:end].replace(word, '*')}){rest[end:]}"
    return query


def comparable(row):
    return tuple(round(v, 9) if isinstance(v, float) else sorted(v) if isinstance(v, list) else v for v in row)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("quipu")
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--queries", type=int, default=12, help="for each graph")
    options = parser.parse_args()
    differences = asked = refused = 0
    kinds = collections.Counter()
    for round_number in range(options.rounds):
        rng = random.Random(f"{options.seed}/{round_number}")
        with tempfile.TemporaryDirectory() as folder:
            quipu = Quipu(options.quipu, folder)
            quipu.build(random_graph(rng, folder))
            peer = Kuzu(quipu)
            if not peer.names:
                continue
            queries = [random_query(rng, peer.names) for _ in range(options.queries)]
            answers = quipu.rows([for_quipu(text) for text, _ in queries])
            for (text, ordered), got in zip(queries, answers):
                try:
                    wanted = peer.run(text)
                except RuntimeError as error:
                    refused += 1
                    kinds[str(error)[:90]] += 1
                    continue
                asked += 1
                wanted, got = [comparable(r) for r in wanted], [comparable(r) for r in got]
                if not ordered:
                    wanted, got = sorted(wanted, key=repr), sorted(got, key=repr)
                if wanted != got:
                    differences += 1
                    print(f"round {round_number}: {text}\n  quipu {got[:5]} ({len(got)})\n  kuzu  {wanted[:5]} ({len(wanted)})")
    for kind, count in kinds.most_common(5):
        print(f"kuzu refused {count}: {kind}")
    print(f"{options.rounds} graphs, {asked} queries compared, {refused} refused by kuzu, {differences} differences")
    sys.exit(1 if differences or not asked else 0)


main()
