// The same articles give the same exports, whatever the order, the number of threads, the number
// of runs and the moment at which the program was killed.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/cli/testing.h"

namespace quipu::testing {
namespace {

constexpr std::size_t kArticles = 200;
constexpr unsigned kSeed = 20240510;

// More for a long run: QUIPU_KILL_ROUNDS=1000.
int kill_rounds() {
  const char* given = std::getenv("QUIPU_KILL_ROUNDS");
  return given != nullptr ? std::max(1, std::atoi(given)) : 5;
}

std::string pick(std::mt19937& random, const std::vector<std::string>& words) {
  return words[random() % words.size()];
}

std::string article_text(const std::string& person, const std::string& body,
                         const std::string& event, const std::string& place) {
  return person + ", director of " + body + ", spoke at the " + event + " in " + place + ".\n" +
         body + " organized the " + event + ".\n";
}

struct Article {
  std::string person, body, event, place;
};

std::vector<Article> make_articles() {
  const std::vector<std::string> given = {"Ada", "Ivo", "Nora", "Marek", "Lin", "Tess"};
  const std::vector<std::string> family = {"Pell", "Tarn", "Quill", "Dole", "Harper"};
  const std::vector<std::string> towns = {"Carrow", "Wexley", "Corrin", "Alder Bay", "Ravenhill"};
  const std::vector<std::string> bodies = {" Education Bureau", " College", " Primary School"};
  const std::vector<std::string> events = {" Teaching Forum", " Reading Week", " Science Fair"};
  std::mt19937 random(kSeed);
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kArticles; ++i) {
    articles.push_back(
        {pick(random, given) + " " + pick(random, family),
         pick(random, towns) + pick(random, bodies),
         std::to_string(2000 + random() % 20) + " " + pick(random, towns) + pick(random, events),
         pick(random, towns) + " City"});
  }
  return articles;
}

std::vector<std::string> make_lines() {
  std::vector<std::string> lines;
  for (const Article& a : make_articles()) {
    lines.push_back(article_line("https://news.example.org/" + std::to_string(lines.size()),
                                 article_text(a.person, a.body, a.event, a.place),
                                 {{"p", "Person", {a.person}},
                                  {"o", "Organization", {a.body}},
                                  {"v", "Event", {a.event}},
                                  {"l", "Place", {a.place}}},
                                 {{"p", "holds_position", "o", {{"title", "director"}}, ""},
                                  {"p", "spoke_at", "v", {}, ""},
                                  {"v", "held_in", "l", {}, ""},
                                  {"o", "organized", "v", {{"role", "host"}}, ""}}));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += lines[i];
  return text;
}

std::string exports(const std::string& db) {
  std::string all;
  for (const char* format : {"graphml", "jsonld", "jsonl"}) {
    const Ran ran = run({"export", "--db", db, "--format", format});
    REQUIRE(ran.code == 0);
    all += ran.out;
  }
  return all;
}

// What is killed and given again. `input` goes to standard input.
struct Command {
  std::vector<std::string> arguments;
  std::string input;
};

void kill_and_finish(const Command& command, const std::string& db, const std::string& expected,
                     std::chrono::microseconds whole_run) {
  std::mt19937 random(kSeed);
  for (int round = 0; round < kill_rounds(); ++round) {
    CAPTURE(round);
    std::filesystem::remove_all(db);
    const auto wait = whole_run * static_cast<long>(random() % 1000) / 1000;
    {
      Running program(command.arguments);
      std::jthread killer([&] {
        std::this_thread::sleep_for(wait);
        program.signal(SIGKILL);
      });
      program.feed(command.input);
      killer.join();
      program.wait();
    }
    REQUIRE(run(command.arguments, command.input).code == 0);
    CHECK(run({"verify", "--db", db}).code == 0);
    const bool same = exports(db) == expected;  // too long to be printed
    CHECK(same);
  }
}

std::chrono::microseconds duration_of(const Command& command) {
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(run(command.arguments, command.input).code == 0);
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                               begin);
}

}  // namespace

TEST_CASE("imports in any order, with any number of threads, in one go or two, export the same") {
  const Folder folder;
  std::vector<std::string> lines = make_lines();
  const std::string first = folder.path("first");
  REQUIRE(run({"import", "-", "--db", first}, joined(lines, 0, lines.size())).code == 0);
  const std::string expected = exports(first);
  CHECK(expected.size() > 100000);
  std::mt19937 random(kSeed);
  int number = 0;
  for (const char* jobs : {"1", "2", "4"}) {
    std::shuffle(lines.begin(), lines.end(), random);
    for (const std::size_t split : {std::size_t{0}, lines.size() / 3}) {
      CAPTURE(jobs);
      CAPTURE(split);
      const std::string db = folder.path("db" + std::to_string(number++));
      if (split > 0) {
        REQUIRE(run({"import", "-", "--db", db, "--jobs", jobs}, joined(lines, 0, split)).code ==
                0);
      }
      REQUIRE(run({"import", "-", "--db", db, "--jobs", jobs}, joined(lines, split, lines.size()))
                  .code == 0);
      const bool same = exports(db) == expected;  // too long to be printed
      CHECK(same);
    }
  }
}

TEST_CASE("an import killed at any moment and given again exports the same") {
  const Folder folder;
  const std::vector<std::string> lines = make_lines();
  const std::string db = folder.path("kg");
  const Command command{{"import", "-", "--db", db}, joined(lines, 0, lines.size())};
  const auto whole_run = duration_of(command);
  const std::string expected = exports(db);
  kill_and_finish(command, db, expected, whole_run);
}

TEST_CASE(
    "builds in any order, with any number of threads, in one go or two, killed or not, "
    "export the same") {
  if (!has_models()) return;
  const Folder folder;
  std::vector<std::string> files;
  for (const Article& a : make_articles()) {
    if (files.size() == 30) break;
    const std::string name = "in/" + std::to_string(files.size()) + ".txt";
    files.push_back(folder.write(name, article_text(a.person, a.body, a.event, a.place)));
  }
  const std::string db = folder.path("kg");
  const auto build = [&](const std::vector<std::string>& paths, const char* jobs) {
    Command command{{"build", "--db", db, "--jobs", jobs}, ""};
    command.arguments.insert(command.arguments.end(), paths.begin(), paths.end());
    return command;
  };
  const auto whole_run = duration_of(build({folder.path("in")}, "2"));
  const std::string expected = exports(db);
  std::mt19937 random(kSeed);
  for (const char* jobs : {"1", "2", "4"}) {
    std::shuffle(files.begin(), files.end(), random);
    std::filesystem::remove_all(db);
    REQUIRE(run(build({files.begin(), files.begin() + 10}, jobs).arguments).code == 0);
    REQUIRE(run(build({files.begin() + 10, files.end()}, jobs).arguments).code == 0);
    const bool same = exports(db) == expected;  // too long to be printed
    CHECK(same);
  }
  kill_and_finish(build(files, "2"), db, expected, whole_run);
}

}  // namespace quipu::testing
