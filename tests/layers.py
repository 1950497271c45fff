#!/usr/bin/env python3
"""Holds the include edges against the layers: a room includes only itself and the rooms that its CMakeLists.txt names
after USES; layers never look back; third parties stay where they belong.

usage: layers.py SOURCE_DIR
"""
import os
import re
import sys

LAYERS = ["extract", "graph", "export", "cli"]  # data flows from left to right
HOME = {  # include prefix -> folders that may include it (in headers and sources)
    "unicode/": ["extract/text"],
    "opencc": ["extract/text"],
    "rocksdb/": ["graph/store"],
    "boost/graph/": ["graph/link", "graph/query"],
    "gumbo": ["extract/source"],
    "dnnl": ["extract/model"],
    "re2/": ["graph/cypher"],  # regular expressions of queries
    "editline/": ["cli"],  # lines at a terminal
}
SOURCES_ONLY = ["nlohmann/json.hpp", "CLI/", "libxml/"]  # never in a header


def rooms(root):
    """{folder: library name}, {library name: set of libraries it may use}"""
    folder_of, uses = {}, {}
    for layer in LAYERS:
        for folder, _, files in os.walk(os.path.join(root, layer)):
            if "CMakeLists.txt" not in files:
                continue
            text = re.sub(r"#.*", "", open(os.path.join(folder, "CMakeLists.txt"), encoding="utf-8").read())
            for body in re.findall(r"quipu_library\(([^)]*)\)", text):
                words = body.split()
                sources = words[words.index("SOURCES") + 1:]
                use = set(words[words.index("USES") + 1:]) if "USES" in words else set()
                uses[words[0]] = {u for u in use if u.startswith("quipu_")}
                first = next(w for w in sources if w.endswith(".cpp"))
                home = os.path.normpath(os.path.join(folder, os.path.dirname(first)))
                folder_of[os.path.relpath(home, root)] = words[0]
    return folder_of, uses


def main():
    root = sys.argv[1]
    folder_of, uses = rooms(root)
    bad, files = [], 0
    for layer in LAYERS:
        for folder, _, names in sorted(os.walk(os.path.join(root, layer))):
            for name in sorted(names):
                if not name.endswith((".h", ".cpp")):
                    continue
                files += 1
                path = os.path.relpath(os.path.join(folder, name), root)
                here = os.path.dirname(path)
                library = folder_of.get(here)
                for include in re.findall(r'^\s*#include\s+[<"]([^">]+)[">]', open(os.path.join(root, path), encoding="utf-8").read(), re.M):
                    for prefix, homes in HOME.items():
                        if include.startswith(prefix) and here not in homes:
                            bad.append(f"{path}: <{include}> belongs to {' and '.join(homes)}")
                    if name.endswith(".h") and any(include.startswith(p) for p in SOURCES_ONLY):
                        bad.append(f"{path}: <{include}> in a header")
                    top = include.split("/")[0]
                    if top not in LAYERS:
                        continue
                    if LAYERS.index(top) > LAYERS.index(layer):
                        bad.append(f"{path}: {layer} looks ahead at {include}")
                    there = os.path.dirname(include)
                    other = folder_of.get(there)
                    if library and other and other != library and other not in uses[library]:
                        bad.append(f"{path}: {library} does not USE {other} ({include})")
    for line in bad:
        print(line)
    print(f"{files} files, {len(folder_of)} rooms, {len(bad)} wrong edges")
    sys.exit(1 if bad or not files or len(folder_of) < 8 else 0)


main()
