// A mention that a decision speaks of, found again in its article.
#include "graph/decision/evidence.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace quipu;

namespace {

struct Text {
  std::string bytes;
  Extraction extraction;

  std::uint32_t entity(std::string type, std::vector<std::string> names) {
    extraction.entities.push_back({std::move(type), std::move(names)});
    return static_cast<std::uint32_t>(extraction.entities.size() - 1);
  }
  void mention(std::uint32_t entity, const std::string& words, bool anaphor = false) {
    Mention& mention = extraction.mentions.emplace_back();
    mention.span.begin = static_cast<std::uint32_t>(bytes.size());
    bytes += words;
    mention.span.end = static_cast<std::uint32_t>(bytes.size());
    mention.type = extraction.entities[entity].type;
    mention.entity = static_cast<std::int32_t>(entity);
    mention.anaphor = anaphor;
  }
};

MentionEvidence of(const Text& text, std::size_t mention, std::uint32_t occurrence) {
  const Mention& at = text.extraction.mentions[mention];
  MentionEvidence evidence;
  evidence.type = at.type;
  evidence.name = text.extraction.entities[static_cast<std::size_t>(at.entity)].names.front();
  evidence.text = text.bytes.substr(at.span.begin, at.span.size());
  evidence.occurrence = occurrence;
  evidence.span = at.span;
  return evidence;
}

// Two men of one name; the second mention of the name is the second man.
Text namesakes(const std::string& before) {
  Text text;
  text.bytes = before;
  const auto first = text.entity("Person", {"何溪"});
  const auto second = text.entity("Person", {"何溪"});
  text.mention(first, "何溪");
  text.bytes += "校长和";
  text.mention(second, "何溪");
  text.bytes += "老师。";
  return text;
}

}  // namespace

TEST_CASE("a mention is found at its place, and at its text's place when the text has moved") {
  const MentionEvidence evidence = of(namesakes(""), 1, 2);
  for (const std::string before : {"", "补充：", "A line more.\n"}) {
    const Text now = namesakes(before);
    const auto found = find_evidence(evidence, now.bytes, now.extraction);
    REQUIRE(found);
    CHECK(found->local == 1);
    CHECK(found->mention == std::optional<std::size_t>(1));
  }
}

TEST_CASE("a mention that is extracted a little wider or not at all is found by place or name") {
  Text before;
  const auto bureau = before.entity("Organization", {"柳塘区教育局"});
  before.mention(bureau, "柳塘区教育局");
  const MentionEvidence evidence = of(before, 0, 1);

  Text wider;
  const auto same = wider.entity("Organization", {"柳塘区教育局党组"});
  wider.mention(same, "柳塘区教育局党组");
  CHECK(find_evidence(evidence, wider.bytes, wider.extraction)->local == same);

  Text elsewhere = before;
  elsewhere.extraction.mentions[0].span = {0, 3};
  elsewhere.bytes = "局。柳塘区教育局";
  CHECK(find_evidence(evidence, elsewhere.bytes, elsewhere.extraction)->local == bureau);

  Text gone = before;
  gone.extraction.entities[0] = {"Organization", {"松原小学"}};
  gone.extraction.mentions[0].span = {0, 3};
  gone.bytes = "校";
  CHECK_FALSE(find_evidence(evidence, gone.bytes, gone.extraction));
  Text other_type = before;
  other_type.extraction.entities[0].type = other_type.extraction.mentions[0].type = "Program";
  CHECK_FALSE(find_evidence(evidence, other_type.bytes, other_type.extraction));
}

TEST_CASE("by name alone a mention is found when only one thing bears the name") {
  MentionEvidence evidence;
  evidence.type = "Person";
  evidence.name = "何 溪";
  const Text two = namesakes("");
  CHECK_FALSE(find_evidence(evidence, two.bytes, two.extraction));
  Text one;
  one.entity("Place", {"何溪"});
  const auto person = one.entity("Person", {"何溪"});
  one.mention(person, "何溪");
  CHECK(find_evidence(evidence, one.bytes, one.extraction)->local == person);
}

TEST_CASE(
    "mentions that are taken out have an entity of their own, with what is said beside them") {
  Text text;
  const auto person = text.entity("Person", {"何溪", "He Xi"});
  const auto school = text.entity("Organization", {"松原小学"});
  text.mention(person, "何溪");
  text.bytes += "在";
  text.mention(school, "松原小学");
  text.bytes += "。";
  const auto second = static_cast<std::uint32_t>(text.bytes.size());
  text.mention(person, "He Xi");
  text.bytes += "到访";
  text.mention(school, "松原小学");
  const auto end = static_cast<std::uint32_t>(text.bytes.size());
  Statement statement;
  statement.subject = person;
  statement.predicate = "visited";
  statement.object = school;
  statement.evidence = {{0, second}, {second, end}};
  text.extraction.statements = {statement};

  const auto fresh = divide(text.extraction, text.bytes, person, {2});
  REQUIRE(fresh == 2);
  const Extraction& now = text.extraction;
  CHECK(now.entities[person].names == std::vector<std::string>{"何溪"});
  CHECK(now.entities[fresh].names == std::vector<std::string>{"He Xi"});
  CHECK(now.mentions[2].entity == 2);
  REQUIRE(now.statements.size() == 2);
  CHECK(now.statements[0].subject == person);
  CHECK(now.statements[0].evidence == std::vector<ByteSpan>{{0, second}});
  CHECK(now.statements[1].subject == fresh);
  CHECK(now.statements[1].evidence == std::vector<ByteSpan>{{second, end}});

  Extraction all = text.extraction;
  CHECK(divide(all, text.bytes, fresh, {2}) == fresh);
  CHECK(all == text.extraction);
}
