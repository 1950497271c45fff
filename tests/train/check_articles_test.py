"""What the checker of annotated articles accepts, refuses and writes."""
import collections
import contextlib
import io
import json
import os
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "train"))
import check_articles

Run = collections.namedtuple("Run", "returncode stdout stderr")

HEADER = "@doc a-1\n@lang zh\n@kind visit\n@published 2024-03-02\n"
BODY = ("⟦O1 ⟦L1 瓦亭县⟧教育局⟧⟦T 局长⟧⟦P1 隗长青⟧⟦D 昨日⟧走访⟦O2 瓦亭一中⟧。⟦O1~ 该局⟧说，"
        "“这不是检查”。⟦P1 隗长青⟧出席⟦V1 ⟦L1 瓦亭县⟧阅读节⟧并致辞。\n")
STATEMENTS = """P1 holds_position O1 | title=局长
P1 visited O2 | date=2024-03-01
O1 located_in L1
P1 spoke_at V1
P1 attended V1 ?
V1 located_in L1
"""


def annotated(header=HEADER, body=BODY, statements=STATEMENTS):
    return f"{header}---\n{body}---\n{statements}"


class Articles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, text, name="a-1.ann"):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def run_program(self, command, *arguments):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            returncode = check_articles.main([command, self.folder.name, *arguments])
        return Run(returncode, out.getvalue(), err.getvalue())

    def assert_complains(self, text, complaint):
        self.write(text)
        done = self.run_program("check")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(complaint, done.stdout)

    def test_a_complete_article_has_neither_errors_nor_remarks(self):
        self.write(annotated())
        done = self.run_program("check")
        self.assertEqual((done.returncode, done.stdout), (0, "1 articles, 0 errors, 0 remarks\n"))

    def test_what_is_wrong_in_a_header_is_said(self):
        for line, complaint in (("@lang fr", "@lang is one of"), ("@format pdf", "@format is"),
                                ("@published May", "not an ISO date"), ("@is O9 k", "no such mark"),
                                ("@is O1", "takes an id and a key"),
                                ("@trap 责编", "not in the text"),
                                ("@author x", "unknown header"),
                                ("doc", "a-1.ann:5: not a header")):
            with self.subTest(line):
                self.assert_complains(annotated(header=f"{HEADER}{line}\n"), complaint)
        for missing in ("doc", "lang", "kind"):
            with self.subTest(missing):
                header = "".join(line for line in HEADER.splitlines(True)
                                 if not line.startswith(f"@{missing}"))
                self.assert_complains(annotated(header=header), f"no @{missing}")

    def test_what_is_wrong_in_a_mark_is_said(self):
        for body, complaint in (("⟦X1 某⟧", "bad mark"), ("某⟧", "⟧ without ⟦"),
                                ("⟦P1 某", "not closed"), ("⟦P2  某⟧", "blank at the edge"),
                                ("⟦P2 某 ⟧", "blank at the edge"), ("⟦W1 《某》⟧", "quotation marks"),
                                ("⟦O8~ 该校⟧", "never named")):
            with self.subTest(body):
                self.assert_complains(annotated(body=f"{BODY}{body}\n"), complaint)

    def test_what_is_wrong_in_a_statement_is_said_with_its_line(self):
        for line, complaint in (
                ("P1 visited", "SUBJECT predicate OBJECT"), ("P1 likes O1", "no predicate likes"),
                ("P1 visited O7", "O7 is not marked"),
                ("L1 visited O2", "does not go from Place to Organization"),
                ("V1 part_of O1", "does not go from Event to Organization"),
                ("O1 organized V1 | role=owner", "no role owner"),
                ("O2 participated_in V1 | role=host", "no role host"),
                ("O1 organized V1 | role", "not key=value"),
                ("O1 organized V1 | theme=阅读", "no qualifier theme"),
                ("O1 organized V1 | status=maybe", "no status maybe"),
                ("O1 organized V1 | date=yesterday", "not an ISO date"),
                ("P1 holds_position O2", "no title"),
                ("P1 holds_position O2 | title=校长", "not marked ⟦T …⟧"),
                ("P1 spoke_at V1 | theme=春天; status=planned", "is not in the text"),
                ("P1 visited O2 | date=2024", "said twice")):
            with self.subTest(line):
                self.assert_complains(annotated(statements=STATEMENTS + line), complaint)
                self.assertIn("a-1.ann:14: ", self.run_program("check").stdout)

    def test_two_files_of_one_name_are_an_error(self):
        self.write(annotated())
        self.write(annotated(), "b-1.ann")
        self.assertIn("@doc a-1.txt is also in", self.run_program("check").stdout)

    def test_what_follows_but_is_not_written_is_remarked(self):
        for line in ("P1 attended V1 ?", "O1 located_in L1"):
            with self.subTest(line):
                self.write(annotated(statements=STATEMENTS.replace(line + "\n", "")))
                done = self.run_program("check")
                self.assertIn(f"not written: {line.split(' ?')[0]}", done.stdout)

    def test_a_name_left_unmarked_is_remarked_unless_a_trap_or_a_page_head_holds_it(self):
        self.assert_complains(annotated(body=BODY + "瓦亭县编辑部\n"), "瓦亭县 is not marked")
        for header, body in ((HEADER + "@trap 瓦亭县编辑部\n", BODY + "瓦亭县编辑部\n"),
                             (HEADER + "@format html\n", f"<head>瓦亭县</head>{BODY}")):
            with self.subTest(body):
                self.write(annotated(header=header, body=body))
                self.assertEqual(self.run_program("check").returncode, 0)

    def test_compiled_spans_are_the_bytes_of_the_article(self):
        self.write(annotated())
        done = self.run_program("compile", "-o", self.path("out"))
        self.assertEqual(done.returncode, 0, done.stdout)
        with open(self.path("out/gold.jsonl"), encoding="utf-8") as file:
            record = json.loads(file.read())
        with open(self.path("out/articles/a-1.txt"), "rb") as file:
            article = file.read()
        self.assertTrue(article.decode().startswith("瓦亭县教育局局长隗长青昨日走访"))
        for mention in record["mentions"]:
            self.assertEqual(article[mention["start"]:mention["end"]].decode(), mention["text"])
        self.assertEqual([m["text"] for m in record["mentions"][:2]], ["瓦亭县教育局", "瓦亭县"])
        self.assertEqual([m["text"] for m in record["mentions"] if m.get("anaphor")], ["该局"])
        self.assertEqual(record["statements"][0], {"s": "P1", "p": "holds_position", "o": "O1",
                                                   "q": {"title": "局长"}})
        self.assertTrue(record["statements"][4]["optional"])

    def test_nothing_is_compiled_while_there_are_errors(self):
        self.write(annotated(statements="P1 likes O1\n"))
        self.assertEqual(self.run_program("compile", "-o", self.path("out")).returncode, 1)
        self.assertFalse(os.path.exists(self.path("out")))

    def test_shared_runs_ignore_blanks_and_punctuation_and_short_formulas(self):
        self.write(annotated())
        os.mkdir(self.path("other"))
        for text, count in (("瓦亭县教育局 局长隗长青，昨日", 1), ("瓦亭县教育局局长", 0)):
            with self.subTest(text):
                with open(self.path("other/x.txt"), "w", encoding="utf-8") as file:
                    file.write(text)
                done = self.run_program("shared-runs", "--with", self.path("other"))
                self.assertEqual((done.returncode, done.stderr), (count, f"{count} shared runs\n"))


if __name__ == "__main__":
    unittest.main()
