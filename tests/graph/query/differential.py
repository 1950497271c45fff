#!/usr/bin/env python3
"""Holds graph/query against networkx on seeded random graphs: hop counts, k best routes, common neighbours, PageRank,
betweenness, modularity. Not part of CI (it needs networkx).

usage: python3 -m venv build/peers && build/peers/bin/pip install networkx numpy scipy
       cmake --build --preset dev --target query_differential
       build/peers/bin/python tests/graph/query/differential.py build/dev/tests/graph/query/query_differential [GRAPHS] [SEED]
"""
import itertools
import json
import math
import random
import subprocess
import sys

import networkx as nx

STATUSES = ["asserted"] * 16 + ["negated", "planned", "reported", "former"]


def make(rng):
    nodes = rng.randint(2, 30)
    density = rng.choice([0.6, 1.0, 1.5, 2.5])
    edges, seen = [], set()
    for _ in range(int(nodes * density)):
        # The smaller numbers have more statements.
        a, b = rng.randrange(1 + rng.randrange(nodes)), rng.randrange(nodes)
        edge = (a, b, rng.choice(["met_with", "visited"]), rng.randint(600, 1000), rng.choice(STATUSES), rng.choice([1, 1, 2, 3]))
        if a != b and (edge[:3] + edge[4:5]) not in seen:  # one statement of each kind
            seen.add(edge[:3] + edge[4:5])
            edges.append(edge)
    asks = [(*rng.sample(range(nodes), 2), rng.randint(1, 5), rng.randint(1, 6)) for _ in range(6)]
    return {"nodes": nodes, "edges": edges, "routes": asks}


def hub_cost(degree):
    return math.floor(250 * math.log2(max(1, degree)) + 0.5)


class Expected:
    """The same graph in networkx."""

    def __init__(self, asked):
        self.simple = nx.Graph()
        self.simple.add_nodes_from(range(asked["nodes"]))
        self.degree = [0] * asked["nodes"]
        for a, b, _, confidence, status, documents in asked["edges"]:
            self.degree[a] += 1
            self.degree[b] += 1
            if status == "negated":
                continue
            cost = 1000 + (1000 - confidence) + (250 if documents == 1 else 0) + (500 if status in ("planned", "reported") else 0)
            known = self.simple.get_edge_data(a, b)
            self.simple.add_edge(a, b, weight=1 + (known["weight"] if known else 0), cost=min(cost, known["cost"]) if known else cost)

    def route_costs(self, a, b, most):
        costs = []
        for path in nx.all_simple_paths(self.simple, a, b, cutoff=most):
            hops = sum(self.simple[x][y]["cost"] for x, y in itertools.pairwise(path))
            costs.append(hops + sum(hub_cost(self.degree[node]) for node in path[1:-1]))
        return sorted(costs)


def check(asked, got):
    """Sentences on what differs."""
    expected, wrong = Expected(asked), []
    simple = expected.simple
    for (a, b, most, count), routes, common, same in zip(asked["routes"], got["routes"], got["common"], got["same_in_store"]):
        costs = expected.route_costs(a, b, most)[:count]
        if [route["cost"] for route in routes] != costs:
            wrong.append(f"routes {a}-{b} within {most}: {[r['cost'] for r in routes]}, not {costs}")
        for route in routes:
            path = route["nodes"]
            if path[0] != a or path[-1] != b or not nx.is_simple_path(simple, path) or len(path) - 1 > most:
                wrong.append(f"no path: {path}")
        if len({tuple(route["nodes"]) for route in routes}) != len(routes):
            wrong.append("a route twice")
        reachable = nx.has_path(simple, a, b) and nx.shortest_path_length(simple, a, b) <= most
        if bool(routes) != reachable:
            wrong.append(f"{a}-{b} within {most}: found {bool(routes)}, is {reachable}")
        if set(common) != set(nx.common_neighbors(simple, a, b)):
            wrong.append(f"common neighbours of {a} and {b}")
        if not same:
            wrong.append(f"store and memory differ on {a}-{b}")
    ranks = nx.pagerank(simple, tol=1e-15, max_iter=10000, weight=None)
    if max(abs(ranks[i] - got["pagerank"][i]) for i in ranks) > 1e-9:
        wrong.append("pagerank")
    between = nx.betweenness_centrality(simple)
    if max(abs(between[i] - got["betweenness"][i]) for i in between) > 1e-9:
        wrong.append("betweenness")
    ours, theirs = 0.0, 0.0
    if simple.number_of_edges():
        groups = {}
        for node, community in enumerate(got["communities"]):
            groups.setdefault(community, set()).add(node)
        ours = nx.community.modularity(simple, groups.values())
        theirs = nx.community.modularity(simple, nx.community.louvain_communities(simple, seed=1))
        if abs(ours - got["modularity"]) > 1e-9:
            wrong.append(f"modularity {got['modularity']} is {ours}")
        if not all(nx.is_connected(simple.subgraph(group)) for group in groups.values()):
            wrong.append("a community in pieces")
    return wrong, ours, theirs


def main():
    program = sys.argv[1]
    graphs = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    driver = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    failed, worse, ours_sum, theirs_sum, routes = 0, 0, 0.0, 0.0, 0
    for number in range(graphs):
        asked = make(rng)
        print(json.dumps(asked), file=driver.stdin, flush=True)
        got = json.loads(driver.stdout.readline())
        wrong, ours, theirs = check(asked, got)
        routes += sum(len(r) for r in got["routes"])
        ours_sum, theirs_sum, worse = ours_sum + ours, theirs_sum + theirs, worse + (ours < 0.98 * theirs - 1e-12)
        for sentence in wrong:
            print(f"graph {number}: {sentence}")
        failed += bool(wrong)
    driver.stdin.close()
    driver.wait()
    print(f"{graphs} graphs, {routes} routes, {failed} graphs with differences")
    print(f"modularity: ours {ours_sum / graphs:.4f} on average, networkx louvain {theirs_sum / graphs:.4f}; "
          f"more than 2 % below in {worse} graphs")
    sys.exit(1 if failed or ours_sum < 0.98 * theirs_sum else 0)


main()
