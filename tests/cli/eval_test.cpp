// eval against a table that was checked by hand, and against an independent scorer.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "tests/cli/testing.h"

namespace quipu::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const fs::path kData = fs::path(QUIPU_SOURCE_DIR) / "tests/cli/eval";
const fs::path kShared = fs::path(QUIPU_SOURCE_DIR) / "../shared";

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

bool has_scorer() {
  const bool there = fs::exists(kShared / "tools/score.py") &&
                     std::system("command -v python3 uconv > /dev/null 2>&1") == 0;
  if (!there) std::cout << "skipped: there is no independent scorer here\n";
  return there;
}

// What the independent scorer says, as JSON.
Json other_scores(const Folder& folder, const std::string& exported, const std::string& gold,
                  const std::string& options) {
  const std::string command = "python3 '" + (kShared / "tools/score.py").string() + "' '" +
                              exported + "' '" + gold + "' --json " + options + " > '" +
                              folder.path("other.txt") + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  const std::string text = folder.read("other.txt");
  return Json::parse(text.substr(text.rfind('\n', text.size() - 2) + 1));
}

void check_against_other(const Folder& folder, const std::string& exported, const std::string& gold,
                         double min_confidence) {
  const std::string least = std::to_string(min_confidence);
  const Ran ran = run({"eval", exported, gold, "--json", "--min-confidence", least});
  REQUIRE(ran.code == 0);
  const Json ours = Json::parse(ran.out);
  const Json theirs = other_scores(folder, exported, gold, "--min-confidence " + least);
  for (const auto& [name, figure] : theirs.items()) {
    CAPTURE(name);
    CHECK(ours.at(name) == figure);
  }
}

// Every kind of error, by chance: lost lines, other types, names, titles, ids, spans.
std::string damaged(const std::string& exported, std::mt19937& random) {
  std::istringstream in(exported);
  std::string out;
  std::vector<std::string> entities;
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  for (std::string line; std::getline(in, line);) {
    Json json = Json::parse(line);
    const std::string kind = json["kind"];
    if (kind == "entity") {
      entities.push_back(json["id"]);
      if (chance(5)) json["type"] = chance(50) ? "Person" : "Organization";
    } else if (chance(10)) {
      continue;
    }
    if (kind == "mention") {
      if (chance(10)) json["start"] = json["start"].get<int>() + 1;
      if (chance(10)) json["entity"] = entities[random() % entities.size()];
      if (chance(5)) json["type"] = "Event";
    }
    if (kind == "statement") {
      if (chance(10)) json["object"] = entities[random() % entities.size()];
      if (chance(10)) std::swap(json["subject"], json["object"]);
      if (chance(10)) json["status"] = "planned";
      if (chance(10)) json["qualifiers"]["title"] = "dean";
      if (chance(10)) json["qualifiers"]["date"] = "1999";
      if (chance(5)) json["evidence"] = Json::array();
      json["confidence"] = static_cast<double>(random() % 1000) / 1000;
    }
    out += json.dump() + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the figures of a small graph are those of the table") {
  for (const bool with_errors : {false, true}) {
    std::vector<std::string> arguments = {"eval", (kData / "export.jsonl").string(),
                                          (kData / "gold.jsonl").string()};
    if (with_errors) arguments.emplace_back("--errors");
    const Ran ran = run(arguments);
    CHECK(ran.code == 0);
    CHECK(ran.out == content(kData / (with_errors ? "errors.txt" : "scores.txt")));
  }
}

TEST_CASE("the figures of a small graph are those of an independent scorer") {
  if (!has_scorer()) return;
  const Folder folder;
  for (const double least : {0.0, 0.5}) {
    check_against_other(folder, (kData / "export.jsonl").string(), (kData / "gold.jsonl").string(),
                        least);
  }
}

TEST_CASE(
    "the figures of annotated articles, sound and damaged, are those of an independent "
    "scorer") {
  if (!has_scorer() || !fs::exists(kShared / "gold/dev")) return;
  const Folder folder;
  const std::string compile = "python3 '" + (kShared / "tools/gold.py").string() + "' compile '" +
                              (kShared / "gold/dev").string() + "' -o '" + folder.path("gold") +
                              "' > /dev/null";
  REQUIRE(std::system(compile.c_str()) == 0);
  const std::string gold = folder.path("gold/gold.jsonl");
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", gold, "--articles", folder.path("gold/articles"), "--db", db}).code == 0);
  const std::string exported = folder.path("kg.jsonl");
  REQUIRE(run({"export", "--db", db, "--format", "jsonl", "-o", exported}).code == 0);
  check_against_other(folder, exported, gold, 0);
  // The store itself gives the figures of its export.
  CHECK(run({"eval", "--db", db, gold, "--errors"}).out ==
        run({"eval", exported, gold, "--errors"}).out);
  std::mt19937 random(7);
  const std::string sound = folder.read("kg.jsonl");
  for (int round = 0; round < 5; ++round) {
    CAPTURE(round);
    folder.write("damaged.jsonl", damaged(sound, random));
    check_against_other(folder, folder.path("damaged.jsonl"), gold, 0.2);
  }
}

TEST_CASE("a file that is no export or no gold standard is an error that names the line") {
  const Folder folder;
  const std::string gold = (kData / "gold.jsonl").string();
  const std::string lines[] = {
      "not JSON",
      "[1]",
      R"({"kind":"entity","id":"e"})",
      R"({"kind":"mention","document":"d","entity":"e","type":"Person","text":"x","start":"0","end":1})",
      std::string(100000, '['),
  };
  for (const std::string& line : lines) {
    const std::string file =
        folder.write("bad.jsonl", R"({"kind":"document","id":"d","uri":"a.txt"})"
                                  "\n" +
                                      line + "\n");
    const Ran ran = run({"eval", file, gold});
    CHECK(ran.code == 1);
    CHECK(ran.err.find(file + ":2") != std::string::npos);
  }
  const std::string bad_gold = folder.write("gold.jsonl", R"({"doc":"a.txt"})");
  const Ran ran = run({"eval", (kData / "export.jsonl").string(), bad_gold});
  CHECK(ran.code == 1);
  CHECK(ran.err.find(bad_gold + ":1") != std::string::npos);
  CHECK(run({"eval", folder.path("none"), gold}).code == 1);
}

}  // namespace quipu::testing
