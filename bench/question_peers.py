#!/usr/bin/env python3
"""The questions of bench/question_bench.cpp put to other engines, on the same graph, one core.

usage: question_peers.py TABLES OURS [PEER…]
TABLES: the folder that `question_bench make` wrote; OURS: what `question_bench ask` printed.
Prints a table in Markdown: medians in milliseconds, and in brackets how many times ours that is.
"""
import csv
import itertools
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROWS = [("neighbors", "neighbours with evidence"), ("two_hops", "entities within two hops"), ("path_k1", "path of at most 4, k = 1"),
        ("path_k3", "paths of at most 4, k = 3"), ("scan", "all statements of a predicate")]
BUDGET = 20.0  # seconds a question and engine; slow ones answer fewer pairs


def rows(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


class Graph:
    def __init__(self, folder):
        self.entities = [(int(i), t, n) for i, t, n in rows(folder, "entities.tsv")]
        self.statements = [(int(i), int(s), p, int(o), int(c), int(d), int(b), int(e))
                           for i, s, p, o, c, d, b, e in rows(folder, "statements.tsv")]
        self.documents = [(int(i), u, p) for i, u, p in rows(folder, "documents.tsv")]
        self.pairs = [(int(a), int(b)) for a, b in rows(folder, "pairs.tsv")]


def measure(pairs, ask):
    """Median milliseconds, and how much was found; asked once before, to be warm, as far as time allows."""
    begin = time.perf_counter()
    warmed = 0
    for pair in pairs:
        ask(*pair)
        warmed += 1
        if time.perf_counter() - begin > BUDGET:
            break
    times, found = [], 0
    for pair in pairs[:warmed]:
        at = time.perf_counter()
        found += ask(*pair)
        times.append(time.perf_counter() - at)
    return statistics.median(times) * 1000, found, len(times)


def sqlite(graph):
    import sqlite3
    folder = tempfile.TemporaryDirectory()
    db = sqlite3.connect(os.path.join(folder.name, "kg.db"))
    db.executescript("""
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA mmap_size = 2000000000;
        CREATE TABLE entity (id INTEGER PRIMARY KEY, type TEXT, name TEXT);
        CREATE TABLE document (id INTEGER PRIMARY KEY, uri TEXT, published TEXT);
        CREATE TABLE statement (id INTEGER, subject INTEGER, predicate TEXT, object INTEGER, confidence INTEGER,
                                document INTEGER, begin INTEGER, "end" INTEGER);
        CREATE TABLE tie (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;""")
    db.executemany("INSERT INTO entity VALUES (?,?,?)", graph.entities)
    db.executemany("INSERT INTO document VALUES (?,?,?)", graph.documents)
    db.executemany("INSERT INTO statement VALUES (?,?,?,?,?,?,?,?)", graph.statements)
    db.executescript("""
        INSERT OR IGNORE INTO tie SELECT subject, object FROM statement;
        INSERT OR IGNORE INTO tie SELECT object, subject FROM statement;
        CREATE INDEX spo ON statement (subject, predicate, object, confidence, document, begin, "end");
        CREATE INDEX osp ON statement (object, subject, predicate, confidence, document, begin, "end");
        CREATE INDEX pos ON statement (predicate, object, subject, confidence, document, begin, "end");
        ANALYZE;""")
    sides = [f"""SELECT e.name, s.predicate, s.confidence, d.uri, d.published, s.begin, s."end" FROM statement s
                 JOIN entity e ON e.id = s.{other} JOIN document d ON d.id = s.document WHERE s.{own} = ?"""
             for own, other in (("subject", "object"), ("object", "subject"))]
    two = """SELECT count(*) FROM (SELECT b FROM tie WHERE a = ?1 UNION
             SELECT t.b FROM tie f JOIN tie t ON t.a = f.b WHERE f.a = ?1 AND t.b <> ?1)"""

    def path(a, b, most=4):
        # From both ends, the smaller side first.
        sides_seen, fronts, steps = ({a}, {b}), [[a], [b]], 0
        while steps < most and fronts[0] and fronts[1]:
            side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
            own, other, following = sides_seen[side], sides_seen[1 - side], []
            steps += 1
            for node in fronts[side]:
                for (to,) in db.execute("SELECT b FROM tie WHERE a = ?", (node,)):
                    if to in other:
                        return 1
                    if to not in own:
                        own.add(to)
                        following.append(to)
            fronts[side] = following
        return 0

    yield "neighbors", lambda a, b: sum(len(db.execute(side, (a,)).fetchall()) for side in sides)
    yield "two_hops", lambda a, b: db.execute(two, (a,)).fetchone()[0]
    yield "path_k1", path
    yield "scan", lambda a, b: len(db.execute("SELECT subject, object, confidence, document, begin, \"end\" FROM statement "
                                              "WHERE predicate = 'attended'").fetchall())


def networkx(graph):
    import networkx as nx
    g = nx.Graph()
    names = {i: n for i, _, n in graph.entities}
    uris = {i: u for i, u, _ in graph.documents}
    g.add_nodes_from(names)
    for _, s, p, o, c, d, b, e in graph.statements:
        known = g.get_edge_data(s, o)
        if known:
            known["statements"].append((p, c, d, b, e))
        else:
            g.add_edge(s, o, statements=[(p, c, d, b, e)])

    def path(a, b):
        try:
            return int(len(nx.bidirectional_shortest_path(g, a, b)) <= 5)
        except nx.NetworkXNoPath:
            return 0

    def paths(a, b):
        try:
            return sum(len(p) <= 5 for p in itertools.islice(nx.shortest_simple_paths(g, a, b), 3))
        except nx.NetworkXNoPath:
            return 0

    yield "neighbors", lambda a, b: sum(len([(names[o], uris[s[2]], *s) for s in data["statements"]]) for o, data in g[a].items())
    yield "two_hops", lambda a, b: len(nx.single_source_shortest_path_length(g, a, cutoff=2)) - 1
    yield "path_k1", path
    yield "path_k3", paths


def igraph(graph):
    import igraph
    number = {i: k for k, (i, _, _) in enumerate(graph.entities)}
    names = [n for _, _, n in graph.entities]
    uris = {i: u for i, u, _ in graph.documents}
    g = igraph.Graph(len(number), [(number[s[1]], number[s[3]]) for s in graph.statements])
    simple = g.copy().simplify()
    told = graph.statements
    incident = g.get_inclist(mode="all")
    ends = [(number[s[1]], number[s[3]]) for s in told]

    def neighbors(a, b):
        own = number[a]
        return len([(names[ends[e][0] + ends[e][1] - own], uris[told[e][5]], told[e][2], told[e][4], told[e][6], told[e][7])
                    for e in incident[own]])

    yield "neighbors", neighbors
    yield "two_hops", lambda a, b: simple.neighborhood_size(number[a], order=2) - 1
    yield "path_k1", lambda a, b: int(0 < len(simple.get_shortest_paths(number[a], number[b])[0]) <= 5)
    yield "path_k3", lambda a, b: sum(len(p) <= 5 for p in simple.get_k_shortest_paths(number[a], number[b], k=3))


def duckdb(graph):
    import duckdb
    db = duckdb.connect()
    db.execute("PRAGMA threads = 1")
    folder = sys.argv[1]
    options = "delim='\t', header=false, quote=''"
    db.execute(f"CREATE TABLE entity AS SELECT column0 AS id, column1 AS type, column2 AS name FROM read_csv('{folder}/entities.tsv', {options})")
    db.execute(f"CREATE TABLE document AS SELECT column0 AS id, column1 AS uri FROM read_csv('{folder}/documents.tsv', {options})")
    db.execute(f"""CREATE TABLE statement AS SELECT column1 AS subject, column2 AS predicate, column3 AS object, column4 AS confidence,
                   column5 AS document, column6 AS "begin", column7 AS "end" FROM read_csv('{folder}/statements.tsv', {options})""")
    db.execute("CREATE TABLE tie AS SELECT subject AS a, object AS b FROM statement UNION SELECT object, subject FROM statement")
    for table, column in (("statement", "subject"), ("statement", "object"), ("tie", "a"), ("entity", "id"), ("document", "id")):
        db.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
    side = """SELECT e.name, s.predicate, d.uri, s."begin", s."end" FROM statement s JOIN entity e ON e.id = s.{other}
              JOIN document d ON d.id = s.document WHERE s.{own} = ?"""
    both = [side.format(own=own, other=other) for own, other in (("subject", "object"), ("object", "subject"))]
    two = """SELECT count(*) FROM (SELECT b FROM tie WHERE a = $1 UNION
             SELECT t.b FROM tie f JOIN tie t ON t.a = f.b WHERE f.a = $1 AND t.b <> $1)"""
    path = """WITH RECURSIVE reach(node, hops) AS (SELECT $1::BIGINT, 0 UNION
              SELECT t.b, r.hops + 1 FROM reach r JOIN tie t ON t.a = r.node WHERE r.hops < 2),
              back(node, hops) AS (SELECT $2::BIGINT, 0 UNION
              SELECT t.b, r.hops + 1 FROM back r JOIN tie t ON t.a = r.node WHERE r.hops < 2)
              SELECT count(*) > 0 FROM reach JOIN back USING (node)"""
    yield "neighbors", lambda a, b: sum(len(db.execute(one, (a,)).fetchall()) for one in both)
    yield "two_hops", lambda a, b: db.execute(two, (a,)).fetchone()[0]
    yield "path_k1", lambda a, b: int(db.execute(path, (a, b)).fetchone()[0])
    yield "scan", lambda a, b: len(db.execute("SELECT subject, object, confidence, document, \"begin\", \"end\" FROM statement "
                                              "WHERE predicate = 'attended'").fetchall())


def kuzu(graph):
    import kuzu
    folder = tempfile.TemporaryDirectory()
    db = kuzu.Connection(kuzu.Database(os.path.join(folder.name, "kg")), num_threads=1)
    db.execute("CREATE NODE TABLE Entity(id INT64, type STRING, name STRING, PRIMARY KEY(id))")
    db.execute("CREATE REL TABLE Said(FROM Entity TO Entity, predicate STRING, confidence INT64, document INT64, start INT64, stop INT64)")
    with open(os.path.join(folder.name, "said.csv"), "w", encoding="utf-8") as file:
        for _, s, p, o, c, d, b, e in graph.statements:
            file.write(f"{s},{o},{p},{c},{d},{b},{e}\n")
    entities = os.path.join(folder.name, "entities.csv")
    Path(entities).write_text("".join(f"{i},{t},{n}\n" for i, t, n in graph.entities), encoding="utf-8")
    db.execute(f"COPY Entity FROM '{entities}' (header=false)")
    db.execute(f"COPY Said FROM '{folder.name}/said.csv' (header=false)")

    def ask(text, **parameters):
        got = db.execute(text, parameters)
        out = []
        while got.has_next():
            out.append(got.get_next())
        return out

    yield "neighbors", lambda a, b: len(ask("MATCH (a:Entity {id: $a})-[s:Said]-(o:Entity) RETURN o.name, s.predicate, s.confidence, "
                                            "s.document, s.start, s.stop", a=a))
    yield "two_hops", lambda a, b: ask("MATCH (a:Entity {id: $a})-[:Said*1..2]-(o:Entity) RETURN count(DISTINCT o.id)", a=a)[0][0]
    yield "path_k1", lambda a, b: len(ask("MATCH p = (a:Entity {id: $a})-[:Said* SHORTEST 1..4]-(b:Entity {id: $b}) "
                                          "RETURN length(p)", a=a, b=b))
    yield "scan", lambda a, b: len(ask("MATCH (a:Entity)-[s:Said]->(o:Entity) WHERE s.predicate = 'attended' "
                                       "RETURN a.id, o.id, s.confidence, s.document, s.start, s.stop"))


def pyoxigraph(graph):
    import pyoxigraph as ox
    store = ox.Store()
    node, word = (lambda i: ox.NamedNode(f"urn:e:{i}")), (lambda p: ox.NamedNode(f"urn:p:{p}"))
    name, says = word("name"), word("document")

    def quads():
        for i, _, n in graph.entities:
            yield ox.Quad(node(i), name, ox.Literal(n))
        for i, s, p, o, _, d, _, _ in graph.statements:
            # One graph a statement, which tells its article.
            yield ox.Quad(node(s), word(p), node(o), node(i))
            yield ox.Quad(node(i), says, node(d))

    store.bulk_extend(quads())
    both = "{ GRAPH ?g { <urn:e:%d> ?p ?o } } UNION { GRAPH ?g { ?o ?p <urn:e:%d> } }"
    two = ("SELECT (count(DISTINCT ?z) AS ?n) { { GRAPH ?g { <urn:e:%d> ?p ?z } } UNION { GRAPH ?g { ?z ?p <urn:e:%d> } } UNION "
           "{ { GRAPH ?g { <urn:e:%d> ?p ?y } } UNION { GRAPH ?g { ?y ?p <urn:e:%d> } } "
           "{ GRAPH ?h { ?y ?q ?z } } UNION { GRAPH ?h { ?z ?q ?y } } } }")
    yield "neighbors", lambda a, b: len(list(store.query(
        "SELECT ?o ?n ?p ?d { " + both % (a, a) + " ?o <urn:p:name> ?n . ?g <urn:p:document> ?d }")))
    yield "two_hops", lambda a, b: int(next(iter(store.query(two % (a, a, a, a))))["n"].value) - 1
    yield "scan", lambda a, b: len(list(store.query("SELECT ?s ?o ?d { GRAPH ?g { ?s <urn:p:attended> ?o } ?g <urn:p:document> ?d }")))


def main():
    folder = Path(sys.argv[1])
    ours = {}
    for line in open(sys.argv[2], encoding="utf-8"):
        cells = line.split("\t")
        if len(cells) == 4:
            ours[cells[0]] = (float(cells[1]) / 1000, int(cells[3]))
    peers = {"sqlite3": sqlite, "networkx": networkx, "igraph": igraph, "duckdb": duckdb, "kuzu": kuzu, "pyoxigraph": pyoxigraph}
    if len(sys.argv) > 3:
        peers = {name: peers[name] for name in sys.argv[3:]}
    graph = Graph(folder)
    figures = {}
    for name, peer in peers.items():
        at = time.perf_counter()
        try:
            for key, ask in peer(graph):
                pairs = graph.pairs[:3] if key == "scan" else graph.pairs
                figures[name, key] = measure(pairs, ask)
                median, found, asked = figures[name, key]
                print(f"{name} {key}: {median:.3f} ms, {found} found in {asked} (ours {ours[key][1]})", file=sys.stderr)
        except Exception as error:  # a peer that cannot be had or cannot do it is a gap in the table
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        print(f"{name}: {time.perf_counter() - at:.0f} s", file=sys.stderr)
    print("| question | quipu | " + " | ".join(peers) + " |")
    print("|---|---|" + "---|" * len(peers))
    for key, words in ROWS:
        cells = [f"{ours[key][0]:.3f}"]
        for name in peers:
            got = figures.get((name, key))
            cells.append("-" if got is None else f"{got[0]:.3g} ({got[0] / ours[key][0]:.1f})")
        print(f"| {words} | " + " | ".join(cells) + " |")


main()
