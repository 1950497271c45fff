// The ledger as text: what was written is read, and the other way round.
#include "graph/decision/ledger.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "graph/decision/quoted.h"

using namespace quipu;

namespace {

MentionEvidence mention(std::string name, std::string uri) {
  MentionEvidence evidence;
  evidence.type = "Person";
  evidence.name = name;
  evidence.uri = std::move(uri);
  evidence.text = std::move(name);
  evidence.occurrence = 2;
  evidence.span = {10, 19};
  return evidence;
}

Ledger every_kind() {
  Decision merge;
  merge.first = {mention("段云舟", "a.txt"), mention("段云舟", "https://news.example.org/1")};
  merge.second = {mention("Duan Yunzhou", "b.txt")};
  merge.because = "one man,\nin \"two\" languages";
  merge.by = "Lu";
  merge.date = "2025-03-01";
  Decision split = merge;
  split.kind = DecisionKind::kSplit;
  split.kept_id = 0x1234;
  split.second.front().alone = true;
  Decision distinct = merge;
  distinct.kind = DecisionKind::kDistinct;
  distinct.because.clear();
  Decision unsure = merge;
  unsure.kind = DecisionKind::kUnsure;
  unsure.repetition = 3;
  Decision rename;
  rename.kind = DecisionKind::kRename;
  rename.first = merge.first;
  rename.name = "段云舟教授";
  rename.language = "zh";
  Decision undo;
  undo.kind = DecisionKind::kUndo;
  undo.target = decision_id(merge);
  return {merge, split, distinct, unsure, rename, undo};
}

std::string error_of(const std::string& text) {
  const auto ledger = parse_ledger(text, "l.txt");
  return ledger ? "no error" : ledger.error().place + " " + ledger.error().message;
}

}  // namespace

TEST_CASE("a ledger is read as it was written, and written again byte for byte") {
  const Ledger ledger = every_kind();
  const std::string text = write_ledger(ledger);
  const auto back = parse_ledger(text, "l.txt");
  REQUIRE(back);
  CHECK(*back == ledger);
  CHECK(write_ledger(*back) == text);
  for (const Decision& decision : ledger) {
    const auto alone = parse_stanza(stanza(decision));
    REQUIRE(alone);
    CHECK(*alone == decision);
  }
}

TEST_CASE("a stanza is one line a mention, and says what a person would say") {
  CHECK(write_ledger({every_kind()[0]}) ==
        "# quipu decisions 1\n"
        "\n"
        "merge " +
            id_text(decision_id(every_kind()[0])) +
            "\n"
            "because \"one man,\\nin \\\"two\\\" languages\"\n"
            "by \"Lu\"\n"
            "date \"2025-03-01\"\n"
            "one \"Person\" \"段云舟\" in \"a.txt\" as \"段云舟\" 2 at 10-19\n"
            "one \"Person\" \"段云舟\" in \"https://news.example.org/1\" as \"段云舟\" 2 at 10-19\n"
            "other \"Person\" \"Duan Yunzhou\" in \"b.txt\" as \"Duan Yunzhou\" 2 at 10-19\n");
}

TEST_CASE("a ledger written by hand needs neither ids nor places, and may have comments") {
  const auto ledger = parse_ledger(
      "merge\r\n# the same person\n  because \"x\"\none Person \"B\" in \"b\"\none Person \"A\" in "
      "\"a\"\nother Person \"C\" in \"c\"\n\n\nrename\nto \"D\" for zh\nof Person \"A\" in \"a\"",
      "l.txt");
  REQUIRE(ledger);
  REQUIRE(ledger->size() == 2);
  CHECK(ledger->front().first.front().name == "A");
  CHECK(ledger->back().language == "zh");
}

TEST_CASE("a bad line of a ledger is named by its place and by what is wrong") {
  const std::string one = "one Person \"A\" in \"a\"\n", other = "other Person \"B\" in \"b\"\n";
  const std::pair<std::string, std::string> cases[] = {
      {"join\n", "l.txt:1 The ledger cannot be read: there is no decision \"join\""},
      {"merge 12\n", "l.txt:1 The ledger cannot be read: an id has 16 hexadecimal digits"},
      {"merge\n" + one, "l.txt:1 The ledger cannot be read: it wants mentions of two sides"},
      {"merge\n" + one + other + "date 1.2.2025\n", "l.txt:4 The ledger cannot be read: a date"},
      {"merge\n" + one + other + "date \"2025-1-1\"\n", "l.txt:4 "},
      {"merge\none Person \"A in \"a\"\n", "l.txt:2 "},
      {"merge\none Person \"A\"\n", "l.txt:2 The ledger cannot be read: the article is missing"},
      {"merge\none Person \"A\" in \"a\" at 9-3\n", "l.txt:2 "},
      {"merge\none Person \"A\" in \"a\" at 9\n", "l.txt:2 "},
      {"merge\none Person \"A\" in \"a\" at 0-99999999999\n", "l.txt:2 "},
      {"merge\none Person \"A\" in \"a\" as \"A\" 0\n", "l.txt:2 "},
      {"merge\none Person \"A\\q\" in \"a\"\n", "l.txt:2 "},
      {"merge\n" + one + other + "stays Person \"C\" in \"c\"\n",
       "l.txt:4 The ledger cannot be read: a merge has no line \"stays\""},
      {"undo\n", "l.txt:1 The ledger cannot be read: the line \"of ID\" is missing"},
      {"rename\nof Person \"A\" in \"a\"\n", "l.txt:1 "},
      {"\n\nmerge 0123456789abcdef\n" + one + other,
       "l.txt:3 The ledger cannot be read: the decision was changed"},
      {"merge\n" + one + other + "\nmerge\n" + one + other, "l.txt:5 "},
      {"# quipu decisions 2\n", "l.txt:1 The ledger cannot be read: it has another form"},
      {std::string("\0\0", 2), "l.txt:1 "},
      {std::string(100'000, 'x'), "l.txt:1 "},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const std::string error = error_of(text);
    CAPTURE(error);
    CHECK(error.starts_with(expected));
    CHECK(error.size() < 1000);
  }
}

TEST_CASE("any bytes survive quotation marks, on one line that hides nothing") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 20; i > 0; --i) bytes += static_cast<char>(random());
    if (round % 3 == 0) bytes += "林\u202e\u200b\ufeff\u2028\u3000\r\n\"\\";
    const std::string text = quoted(bytes);
    for (const char* hidden : {"\n", "\r", "\u202e", "\u200b", "\u2028", "\ufeff"}) {
      CHECK(text.find(hidden) == std::string::npos);
    }
    std::string_view rest = text;
    const auto back = take_quoted(rest);
    REQUIRE(back);
    CHECK(*back == bytes);
    CHECK(rest.empty());
  }
}

TEST_CASE("an undo takes back the decision, an undo of it brings it back") {
  Ledger ledger = {every_kind()[0], every_kind()[5]};
  const DecisionId merge = decision_id(ledger[0]), undo = decision_id(ledger[1]);
  CHECK(undone_by(ledger) == std::vector<DecisionId>{undo, 0});
  Decision again = ledger[1];
  again.target = undo;
  ledger.push_back(again);
  CHECK(undone_by(ledger) == std::vector<DecisionId>{0, decision_id(again), 0});
  Decision once_more = ledger[1];
  once_more.repetition = 1;
  ledger.push_back(once_more);
  CHECK(undone_by(ledger)[0] == decision_id(once_more));
  CHECK(merge != undo);
}
