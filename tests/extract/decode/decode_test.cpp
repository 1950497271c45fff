// Decisions over made-up scores: what the network would have to say, and what comes of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "extract/decode/calibration.h"
#include "extract/decode/coreference.h"
#include "extract/decode/reading.h"
#include "extract/decode/statements.h"

using namespace quipu;

namespace {

const Schema& schema() {
  static const Schema kSchema = [] {
    auto loaded = load_schema(QUIPU_SOURCE_DIR "/extract/schema/education-news");
    REQUIRE(loaded.has_value());
    return std::move(*loaded);
  }();
  return kSchema;
}

Labels make_labels() {
  Labels out;
  for (const auto& type : schema().types) out.tagged.push_back(type.name);
  for (const auto& type : schema().types) out.tagged.push_back(type.name + "~");
  out.tagged.insert(out.tagged.end(), {"Title", "Date"});
  out.values = {"Theme", "Level", "Degree", "Amount"};
  out.types = out.tagged;
  out.types.insert(out.types.end(), out.values.begin(), out.values.end());
  for (const auto& predicate : schema().predicates) out.outputs.push_back(predicate.name);
  out.outputs.insert(out.outputs.end(), {"same", "title_of", "title_at", "date_of", "value_of"});
  for (const char* s : {"asserted", "planned", "negated", "reported", "former"}) {
    out.outputs.push_back(std::string("status=") + s);
  }
  for (const char* r : {"", "host", "organizer"}) {
    out.outputs.push_back(std::string("role:organized=") + r);
  }
  out.tiers = 3;
  return out;
}

// A document under test: mentions are found by their text, pairs get scores by output name.
class Scene {
 public:
  explicit Scene(std::string_view utf8) : labels(make_labels()), admission(labels, schema()) {
    auto source = decode_utf8(utf8);
    REQUIRE(source.has_value());
    reading.text = clean(*source);
    reading.sentences = split_sentences(reading.text);
  }

  std::uint32_t mention(std::string_view type, std::u32string_view text, std::size_t from = 0) {
    const auto at = reading.text.text.find(text, from);
    REQUIRE(at != std::u32string::npos);
    std::uint32_t sentence = 0;
    while (reading.sentences[sentence].end <= at) ++sentence;
    const auto it = std::find(labels.types.begin(), labels.types.end(), type);
    REQUIRE(it != labels.types.end());
    reading.mentions.push_back({at, at + text.size(),
                                static_cast<std::uint32_t>(it - labels.types.begin()), 0.9f,
                                sentence});
    return static_cast<std::uint32_t>(reading.mentions.size() - 1);
  }

  void score(std::uint32_t first, std::uint32_t second,
             std::initializer_list<std::pair<const char*, float>> outputs) {
    reading.pairs.push_back({first, second, reading.scores.size()});
    reading.scores.resize(reading.scores.size() + labels.outputs.size(), -8.0f);
    float* row = reading.scores.data() + reading.pairs.back().scores;
    for (const auto& [name, value] : outputs) row[admission.output(name)] = value;
  }

  // The statements that are more likely than not.
  std::vector<Statement> statements(std::string_view published = "2024-05-12") {
    std::vector<Statement> out;
    for (auto& candidate : candidates(published)) {
      if (candidate.statement.confidence >= 500) out.push_back(std::move(candidate.statement));
    }
    return out;
  }

  std::vector<CandidateStatement> candidates(std::string_view published = "2024-05-12") {
    coreference = resolve(reading, labels, admission);
    return decide(reading, coreference, labels, admission, schema(), "zh", published, refused);
  }

  Labels labels;
  Admission admission;
  Reading reading;
  Coreference coreference;
  std::map<std::string, std::uint32_t> refused;
};

}  // namespace

TEST_CASE("equal names are one entity, in whichever script they are written") {
  Scene scene("桂湖區教育局开会。桂湖区教育局表示满意。");
  scene.mention("Organization", U"桂湖區教育局");
  scene.mention("Organization", U"桂湖区教育局");
  scene.statements();
  REQUIRE(scene.coreference.entities.size() == 1);
  CHECK(scene.coreference.entities[0].names.size() == 2);
}

TEST_CASE("a short form joins its full name only when the network says so") {
  for (const float score : {2.0f, -2.0f}) {
    Scene scene("桂湖师范大学成立。桂湖师大招生。");
    const auto full = scene.mention("Organization", U"桂湖师范大学");
    const auto brief = scene.mention("Organization", U"桂湖师大");
    scene.score(brief, full, {{"same", score}});
    scene.statements();
    CHECK(scene.coreference.entities.size() == (score > 0 ? 1 : 2));
  }
}

TEST_CASE("different numbers keep two names apart, however sure the network is") {
  Scene scene("桂湖市第一中学对桂湖市第二中学。");
  const auto a = scene.mention("Organization", U"桂湖市第一中学");
  const auto b = scene.mention("Organization", U"桂湖市第二中学");
  scene.score(a, b, {{"same", 9.0f}});
  scene.statements();
  CHECK(scene.coreference.entities.size() == 2);
}

TEST_CASE("numbers are read in digits, in Han and in words; a name without any joins either") {
  struct Case {
    std::string_view text;
    std::u32string_view a, b;
    bool one;
  };
  const std::vector<Case> cases = {
      {"首届桂湖论坛，第二届桂湖论坛。", U"首届桂湖论坛", U"第二届桂湖论坛", false},
      {"庆祝第40个教师节座谈会。教师节座谈会。", U"庆祝第40个教师节座谈会", U"教师节座谈会", true},
      {"The First Guihu Forum, the Second Guihu Forum.", U"First Guihu Forum",
       U"Second Guihu Forum", false},
      {"Guihu Secondary School, Guihu School.", U"Guihu Secondary School", U"Guihu School", true}};
  for (const auto& c : cases) {
    CAPTURE(c.text);
    Scene scene(c.text);
    const auto a = scene.mention("Event", c.a);
    const auto b = scene.mention("Event", c.b, scene.reading.mentions[a].end);
    scene.score(b, a, {{"same", 5.0f}});
    scene.statements();
    CHECK(scene.coreference.entities.size() == (c.one ? 1 : 2));
  }
}

TEST_CASE("a body named inside another's name is never that other, whatever joins in between") {
  Scene scene("桂湖大学教育学院招生。桂湖大学招生。湖大招生。");
  const auto school = scene.mention("Organization", U"桂湖大学教育学院");
  scene.mention("Organization", U"桂湖大学");  // the nested one
  const auto again = scene.mention("Organization", U"桂湖大学", 9);
  const auto brief = scene.mention("Organization", U"湖大");
  scene.score(again, school, {{"same", 9.0f}});
  scene.score(brief, school, {{"same", 8.0f}});
  scene.score(brief, again, {{"same", 7.0f}});
  scene.statements();
  CHECK(scene.coreference.entity_of[school] != scene.coreference.entity_of[again]);
}

TEST_CASE("two names that are written quite differently stay two things") {
  Scene scene("慕贤书院与桂湖师范大学。松江区和桂湖区。");
  const auto a = scene.mention("Organization", U"慕贤书院");
  const auto b = scene.mention("Organization", U"桂湖师范大学");
  const auto c = scene.mention("Place", U"松江区");
  const auto d = scene.mention("Place", U"桂湖区");
  scene.score(a, b, {{"same", 9.0f}});
  scene.score(c, d, {{"same", 9.0f}});
  scene.statements();
  CHECK(scene.coreference.entities.size() == 4);
}

TEST_CASE("bodies that are alike but lie in different places are never one, whatever joins them") {
  Scene scene("桂湖区教育局与松江区教育局签约。区教育局说好。");
  const auto a = scene.mention("Organization", U"桂湖区教育局");
  scene.mention("Place", U"桂湖区");
  const auto b = scene.mention("Organization", U"松江区教育局");
  scene.mention("Place", U"松江区");
  const auto brief = scene.mention("Organization", U"区教育局", 14);
  scene.score(a, b, {{"same", 9.0f}});
  scene.score(brief, a, {{"same", 8.0f}});
  scene.score(brief, b, {{"same", 7.0f}});
  scene.statements();
  CHECK(scene.coreference.entity_of[a] != scene.coreference.entity_of[b]);
  CHECK(scene.coreference.entity_of[brief] == scene.coreference.entity_of[a]);
}

TEST_CASE("two persons with different names are never one") {
  Scene scene("柳一平和柳二安到场。");
  const auto a = scene.mention("Person", U"柳一平");
  const auto b = scene.mention("Person", U"柳二安");
  scene.score(a, b, {{"same", 9.0f}});
  scene.statements();
  CHECK(scene.coreference.entities.size() == 2);
}

TEST_CASE("an anaphor belongs to the name that the network likes best, or to nobody") {
  Scene scene("甲论坛开幕。乙论坛闭幕。该论坛成功。本论坛如何？");
  const auto first = scene.mention("Event", U"甲论坛");
  const auto second = scene.mention("Event", U"乙论坛");
  const auto known = scene.mention("Event~", U"该论坛");
  const auto unknown = scene.mention("Event~", U"本论坛");
  scene.score(known, first, {{"same", 0.5f}});
  scene.score(known, second, {{"same", 1.5f}});
  scene.score(unknown, first, {{"same", -1.0f}});
  scene.statements();
  CHECK(scene.coreference.entity_of[known] == scene.coreference.entity_of[second]);
  CHECK(scene.coreference.entity_of[unknown] == kNoEntity);
}

TEST_CASE("two posts of one person are two statements, each with its title and its one body") {
  Scene scene("桂湖区教育局党组书记、局长，松江区政协委员柳一平出席。");
  const auto bureau = scene.mention("Organization", U"桂湖区教育局");
  const auto secretary = scene.mention("Title", U"党组书记");
  const auto director = scene.mention("Title", U"局长");
  const auto council = scene.mention("Organization", U"松江区政协");
  const auto member = scene.mention("Title", U"委员");
  const auto person = scene.mention("Person", U"柳一平");
  for (const auto title : {secretary, director, member}) {
    scene.score(title, person, {{"title_of", 4.0f}, {"status=asserted", 2.0f}});
  }
  for (const auto title : {secretary, director}) {
    scene.score(title, bureau, {{"title_at", 4.0f}});
    scene.score(title, council, {{"title_at", 1.0f}});
  }
  scene.score(member, council, {{"title_at", 3.0f}});
  scene.score(person, bureau, {{"holds_position", 4.0f}});
  scene.score(person, council, {{"holds_position", 3.0f}});
  const auto statements = scene.statements();
  REQUIRE(statements.size() == 3);
  int at_council = 0;
  for (const auto& s : statements) {
    CHECK(s.predicate == "holds_position");
    REQUIRE(s.evidence.size() == 1);
    const auto& body = scene.coreference.entities[s.object].names[0];
    if (body == "松江区政协") {
      ++at_council;
      CHECK(s.qualifiers.at("title") == "委员");
    }
  }
  CHECK(at_council == 1);
}

TEST_CASE("a title without a body is refused and counted") {
  Scene scene("校长柳一平讲话。");
  const auto title = scene.mention("Title", U"校长");
  const auto person = scene.mention("Person", U"柳一平");
  scene.score(title, person, {{"title_of", 4.0f}});
  CHECK(scene.statements().empty());
  CHECK(scene.refused.at("post without a body") == 1);
}

TEST_CASE("a speaker was there, once, and the evidence is the sentence that says it") {
  Scene scene("大会开始。柳一平在桂湖论坛上发言。散会。");
  const auto person = scene.mention("Person", U"柳一平");
  const auto event = scene.mention("Event", U"桂湖论坛");
  scene.score(person, event, {{"spoke_at", 3.0f}, {"status=planned", 2.0f}});
  const auto statements = scene.statements();
  REQUIRE(statements.size() == 2);
  CHECK(statements[0].predicate == "attended");
  CHECK(statements[0].method == "follows");
  CHECK(statements[1].predicate == "spoke_at");
  for (const auto& s : statements) {
    CHECK(s.status == Status::kPlanned);
    REQUIRE(s.evidence.size() == 1);
    CHECK(s.evidence[0].begin == std::string("大会开始。").size());
    CHECK(s.evidence[0].size() == std::string("柳一平在桂湖论坛上发言。").size());
  }
}

TEST_CASE("presence that the text hardly states is as sure as the speech that implies it") {
  Scene scene("柳一平在桂湖论坛上发言。");
  const auto person = scene.mention("Person", U"柳一平");
  const auto event = scene.mention("Event", U"桂湖论坛");
  scene.score(person, event, {{"spoke_at", 3.0f}, {"attended", -1.5f}});
  const auto statements = scene.statements();
  REQUIRE(statements.size() == 2);
  CHECK(statements[0].predicate == "attended");
  CHECK(statements[0].confidence == statements[1].confidence);
}

TEST_CASE(
    "confidence is what the signs make of a link: a doubtful name makes a statement doubtful") {
  Scene scene("柳一平在桂湖论坛上发言。");
  const auto person = scene.mention("Person", U"柳一平");
  const auto event = scene.mention("Event", U"桂湖论坛");
  scene.score(person, event, {{"spoke_at", 3.0f}});
  std::vector<float> weights(scene.admission.relations() * (1 + kSignCount));
  const auto row = static_cast<std::size_t>(scene.admission.output("spoke_at")) * (1 + kSignCount);
  weights[row + 1 + static_cast<std::size_t>(Sign::kLink)] = 1.0f;
  weights[row + 1 + static_cast<std::size_t>(Sign::kObject)] = 0.5f;
  const Calibration calibration(weights, scene.admission);
  const auto confidence = [&] {
    for (const auto& candidate : scene.candidates()) {
      if (candidate.statement.predicate == "spoke_at") return calibration.confidence(candidate);
    }
    return std::uint16_t{0};
  };
  CHECK(confidence() == 984);  // odds e^3 times sqrt(9)
  scene.reading.mentions[event].probability = 0.1f;
  CHECK(confidence() == 870);  // odds e^3 by sqrt(9)
  const Calibration none({}, scene.admission);
  CHECK(none.confidence(scene.candidates()[1]) == 953);  // the link alone
}

TEST_CASE("the schema bounds what can be said, whatever the scores are") {
  Scene scene("柳一平在桂湖。");
  const auto person = scene.mention("Person", U"柳一平");
  const auto place = scene.mention("Place", U"桂湖");
  scene.score(person, place, {{"held_in", 9.0f}, {"located_in", 9.0f}, {"visited", 9.0f}});
  const auto statements = scene.statements();
  REQUIRE(statements.size() == 1);
  CHECK(statements[0].predicate == "visited");
}

TEST_CASE("a place nested in a name says where the body is, and only of the innermost body") {
  Scene scene("桂湖大学教育学院招生。");
  const auto outer = scene.mention("Organization", U"桂湖大学教育学院");
  const auto inner = scene.mention("Organization", U"桂湖大学");
  const auto place = scene.mention("Place", U"桂湖");
  const auto statements = scene.statements();
  const auto entity = [&](std::uint32_t m) {
    return static_cast<std::uint32_t>(scene.coreference.entity_of[m]);
  };
  REQUIRE(statements.size() == 2);
  CHECK(statements[0].predicate == "part_of");
  CHECK(statements[0].subject == entity(outer));
  CHECK(statements[0].object == entity(inner));
  CHECK(statements[1].predicate == "located_in");
  CHECK(statements[1].subject == entity(inner));
  CHECK(statements[1].object == entity(place));
  CHECK(statements[1].method == "nesting");
}

TEST_CASE("dates are resolved and go to the happening; values go to their statement") {
  Scene scene("5月10日，柳一平获桂湖奖一等奖。");
  const auto date = scene.mention("Date", U"5月10日");
  const auto person = scene.mention("Person", U"柳一平");
  const auto award = scene.mention("Award", U"桂湖奖");
  const auto level = scene.mention("Level", U"一等奖");
  scene.score(person, award, {{"received", 3.0f}});
  scene.score(date, award, {{"date_of", 2.0f}});
  scene.score(level, person, {{"value_of", 2.0f}});
  const auto statements = scene.statements();
  REQUIRE(statements.size() == 1);
  CHECK(statements[0].qualifiers == Qualifiers{{"date", "2024-05-10"}, {"level", "一等奖"}});
}

TEST_CASE("a symmetric relation is said once") {
  Scene scene("桂湖大学与松江大学合作。");
  const auto a = scene.mention("Organization", U"桂湖大学");
  const auto b = scene.mention("Organization", U"松江大学");
  scene.score(a, b, {{"partnered_with", 2.0f}});
  scene.score(b, a, {{"partnered_with", 3.0f}});
  CHECK(scene.statements().size() == 1);
}

TEST_CASE("odds add up over mentions: two halves of a hint make a statement") {
  Scene scene("柳一平到桂湖论坛。柳一平在桂湖论坛。");
  const auto p1 = scene.mention("Person", U"柳一平");
  const auto e1 = scene.mention("Event", U"桂湖论坛");
  const auto p2 = scene.mention("Person", U"柳一平", 9);
  const auto e2 = scene.mention("Event", U"桂湖论坛", 9);
  scene.score(p1, e1, {{"attended", -0.4f}});
  CHECK(scene.statements().empty());
  CHECK(scene.candidates().size() == 1);
  scene.score(p2, e2, {{"attended", -0.3f}});
  const auto statements = scene.statements();
  REQUIRE(statements.size() == 1);
  REQUIRE(statements[0].evidence.size() == 1);
  CHECK(statements[0].evidence[0].begin > 0);
}

TEST_CASE("lines around the article are told from lines of the article") {
  const std::vector<std::pair<std::u32string_view, bool>> cases = {
      {U"责任编辑:宁可", true},
      {U"責任編輯：寧可", true},
      {U"(来源:桂湖日报 作者:柳一平)", true},
      {U"一审:易水 二审:江寒", true},
      {U"Editor: Liu Yiping", true},
      {U"By Kevin Dunstable", true},
      {U"编辑部主任柳一平到场。", false},
      {U"记者从桂湖区教育局获悉,全区新建学校三所。", false},
      {U"Editors of three papers met in Guihu.", false},
      {U"By the time Liu Yiping arrived at the Guihu Spring Forum, all of the seats were taken.",
       false},
      {U"", false}};
  for (const auto& [line, furniture] : cases) {
    CAPTURE(to_utf8(line));
    CHECK(is_furniture(line, schema().furniture) == furniture);
  }
}
