// Patterns: (a:Person {name: 'x'})-[r:visited|met_with*1..3]->(b).
#include <charconv>

#include "graph/cypher/parsing.h"

namespace quipu::cypher {
namespace {

// The matcher goes one call deeper for each relationship.
constexpr std::size_t kMostRelationships = kDeepest;
constexpr std::uint32_t kLongestWalk = 1000000000;

}  // namespace

std::vector<PathPattern> Parser::patterns() {
  std::vector<PathPattern> all;
  do {
    all.push_back(path_pattern());
    if (all.size() > kMostRelationships) {
      fail(all.back().place, "PatternTooLong",
           "A MATCH has at most " + std::to_string(kMostRelationships) + " patterns.");
    }
  } while (!failed() && take_symbol(","));
  return all;
}

PathPattern Parser::path_pattern() {
  const Place begin = peek().place;
  std::string named;
  if (peek().kind == TokenKind::kName && at_symbol("=", 1)) {
    named = variable("a name for the path");
    take();
  }
  Search search = Search::kWalks;
  bool in_brackets = false;
  if ((at_word("SHORTESTPATH") || at_word("ALLSHORTESTPATHS")) && at_symbol("(", 1)) {
    search = at_word("SHORTESTPATH") ? Search::kAnyShortest : Search::kAllShortest;
    in_brackets = true;
    take();
    take();
  } else if ((at_word("ANY") || at_word("ALL")) && at_word("SHORTEST", 1)) {
    search = at_word("ANY") ? Search::kAnyShortest : Search::kAllShortest;
    take();
    take();
    if (!take_word("PATH")) take_word("PATHS");
  } else if (at_word("SHORTEST") && peek(1).kind == TokenKind::kInteger) {
    take();
    if (peek().text != "1") {
      fail(peek().place, "UnexpectedSyntax",
           "SHORTEST 1, ANY SHORTEST and ALL SHORTEST are known.");
    }
    take();
    search = Search::kAnyShortest;
  }
  if (!at_symbol("(")) fail_here("a pattern, which begins with (");
  PathPattern pattern = chain();
  if (in_brackets) expect_symbol(")", "after the pattern");
  pattern.search = search;
  pattern.variable = named;
  pattern.place = since(begin);
  if (search != Search::kWalks && !failed() && pattern.relationships.size() != 1) {
    fail(pattern.place, "InvalidRelationshipPattern",
         "A shortest path is searched between two nodes with one relationship between them.",
         "Write it like shortestPath((a)-[*..6]-(b)).");
  } else if (search != Search::kWalks && !failed() && pattern.relationships[0].least > 1) {
    fail(pattern.place, "InvalidRelationshipPattern",
         "A shortest path is searched from length 0 or 1 on.");
  }
  return pattern;
}

PathPattern Parser::chain() {
  PathPattern pattern;
  const Place begin = peek().place;
  pattern.nodes.push_back(node());
  while (!failed() && (at_symbol("-") || at_symbol("<"))) {
    pattern.relationships.push_back(relationship());
    if (++relationship_count_ > kMostRelationships) {
      fail(since(begin), "PatternTooLong",
           "A query has at most " + std::to_string(kMostRelationships) +
               " relationships in its patterns.",
           "Say how often one repeats: -[:part_of*1..4]->.");
    }
    pattern.nodes.push_back(node());
  }
  pattern.place = since(begin);
  return pattern;
}

NodePattern Parser::node() {
  NodePattern node;
  const Place begin = peek().place;
  expect_symbol("(", "and a node");
  if (peek().kind == TokenKind::kName && !at_word("WHERE")) {
    node.variable = variable("a name for the node");
  }
  if (at_symbol(":")) node.labels = labels();
  node.properties = properties();
  if (take_word("WHERE")) node.where = condition();
  expect_symbol(")", "after the node");
  node.place = since(begin);
  return node;
}

LabelTest Parser::labels() {
  LabelTest test;
  while (take_symbol(":") || take_symbol("&")) {
    std::vector<std::string> any = {name("a label")};
    while (take_symbol("|") || take_symbol("|:")) any.push_back(name("a label"));
    test.push_back(std::move(any));
  }
  return test;
}

Properties Parser::properties() {
  Properties properties;
  if (at_symbol("$")) {
    fail(peek().place, "InvalidParameterUse",
         "A parameter cannot stand for all properties of a pattern.", "Name each: {name: $name}.");
  }
  if (!take_symbol("{")) return properties;
  if (take_symbol("}")) return properties;
  do {
    std::string key = name("a property's name");
    expect_symbol(":", "after a property's name");
    properties.emplace_back(std::move(key), expression());
  } while (take_symbol(","));
  expect_symbol("}", "after the properties");
  return properties;
}

RelationshipPattern Parser::relationship() {
  RelationshipPattern relationship;
  const Place begin = peek().place;
  const bool to_left = take_symbol("<");
  expect_symbol("-", "of a relationship");
  if (take_symbol("[")) {
    if (peek().kind == TokenKind::kName && !at_word("WHERE")) {
      relationship.variable = variable("a name for the relationship");
    }
    if (take_symbol(":")) {
      do {
        take_symbol(":");
        relationship.types.push_back(name("the type of a relationship"));
      } while (take_symbol("|") || take_symbol("|:"));
    }
    if (take_symbol("*")) length(relationship);
    if (at_symbol("..")) {
      fail(peek().place, "InvalidRelationshipPattern", "A range of lengths follows a *.",
           "Write it like [:part_of*1..4].");
    }
    relationship.properties = properties();
    if (take_word("WHERE")) relationship.where = condition();
    expect_symbol("]", "after the relationship");
  }
  expect_symbol("-", "after the relationship");
  const bool to_right = take_symbol(">");
  // Arrows at both ends mean what none means.
  if (to_left != to_right) relationship.direction = to_left ? Direction::kIn : Direction::kOut;
  relationship.place = since(begin);
  return relationship;
}

void Parser::length(RelationshipPattern& relationship) {
  const auto bound = [&]() -> std::uint32_t {
    const Token token = take();
    std::uint32_t value = 0;
    const char* end = token.text.data() + token.text.size();
    const auto [read_to, error] = std::from_chars(token.text.data(), end, value);
    if (error != std::errc() || read_to != end || value > kLongestWalk) {
      fail(token.place, "InvalidRelationshipPattern", "This is no length of a path.");
    }
    return value;
  };
  relationship.variable_length = true;
  relationship.most = std::nullopt;
  if (at_symbol("-")) {
    fail(peek().place, "InvalidRelationshipPattern", "The length of a path is not negative.");
  }
  if (peek().kind == TokenKind::kInteger) {
    relationship.least = bound();
    if (!at_symbol("..")) relationship.most = relationship.least;
  }
  if (take_symbol("..") && peek().kind == TokenKind::kInteger) relationship.most = bound();
}

bool Parser::at_relationship(std::size_t ahead) const {
  if (at_symbol("<", ahead) && at_symbol("-", ahead + 1)) ++ahead;
  return at_symbol("-", ahead) && (at_symbol("[", ahead + 1) || at_symbol("-", ahead + 1));
}

bool Parser::at_pattern() const {
  std::size_t ahead = 1;
  if (peek(ahead).kind == TokenKind::kName) ++ahead;
  if (at_symbol(")", ahead)) return at_relationship(ahead + 1);
  if (!at_symbol(":", ahead) && !at_symbol("{", ahead)) return false;
  for (std::size_t open = 1; peek(ahead).kind != TokenKind::kEnd; ++ahead) {
    if (at_symbol("(", ahead)) ++open;
    if (at_symbol(")", ahead) && --open == 0) return at_relationship(ahead + 1);
  }
  return false;
}

}  // namespace quipu::cypher
