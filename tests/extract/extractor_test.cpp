// Whole documents through the shipped models: what must hold of any text whatever.
#include "extract/extractor.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using namespace quipu;

namespace {

const Extractor& extractor() {
  static const Extractor kExtractor = [] {
    auto loaded = Extractor::load(
        {QUIPU_SOURCE_DIR "/models", QUIPU_SOURCE_DIR "/extract/schema/education-news"});
    REQUIRE_MESSAGE(loaded.has_value(), loaded.error().message);
    return std::move(*loaded);
  }();
  return kExtractor;
}

Document document(std::string bytes, Format format = Format::kText) {
  Document out;
  out.uri = "test:1";
  out.format = format;
  out.bytes = std::move(bytes);
  return out;
}

const std::vector<Document>& documents() {
  static const std::vector<Document> kDocuments = {
      document(
          "桂湖区教育局召开新学期工作会议\n2024-02-26 来源：桂湖教育\n2月24日，桂湖区教育局召开"
          "2024年春季学期工作会议。区教育局党组书记、局长柳一平出席并讲话，副局长苏小舟主持会议。"),
      document("桂湖區教育局召開會議\n局長柳一平出席，桂湖國小校長簡大文發言。"),
      document(
          "Guihu District Education Bureau hosts spring forum\n\nOn May 10, 2024, the bureau's "
          "director, Liu Yiping, opened the Guihu Spring Forum at Guihu Normal University."),
      document(
          "<html><head><title>桂湖要闻</title></head><body><nav>首页</nav><h1>柳一平<b>走访</b>"
          "桂湖小学</h1><p>5月8日，桂湖区教育局局长<a href=x>柳&#19968;平</a>走访桂湖小学。</p>"
          "</body></html>",
          Format::kHtml),
      document(""),
      document("   \n\n"),
      document("……！！！。。。"),
      document(std::string(50'000, 'a')),
      document("1\n2\n3\n4\n5")};
  return kDocuments;
}

}  // namespace

TEST_CASE("every span lies in its document, every statement has evidence and known entities") {
  for (auto d : documents()) {
    CAPTURE(d.bytes.substr(0, 60));
    const auto out = extractor().extract(d);
    REQUIRE(out.has_value());
    for (const auto& m : out->mentions) {
      CHECK(m.span.begin < m.span.end);
      CHECK(m.span.end <= d.bytes.size());
      CHECK(m.entity < static_cast<std::int32_t>(out->entities.size()));
      CHECK((m.entity != kNoEntity || m.type == kTitleType || m.type == kDateType));
    }
    for (const auto& e : out->entities) CHECK_FALSE(e.names.empty());
    for (const auto& s : out->statements) {
      CHECK_FALSE(s.evidence.empty());
      for (const auto& span : s.evidence)
        CHECK((span.begin < span.end && span.end <= d.bytes.size()));
      CHECK(s.subject < out->entities.size());
      CHECK(s.object < out->entities.size());
      CHECK(s.confidence >= kUsualConfidence);
    }
  }
}

TEST_CASE("a mention cuts no word, crosses no line, and has no separator at its ends") {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t seen = 0;
  for (auto d : documents()) {
    if (d.format != Format::kText) continue;
    const auto out = extractor().extract(d);
    REQUIRE(out.has_value());
    for (const auto& m : out->mentions) {
      const std::string_view text(d.bytes);
      const auto surface = text.substr(m.span.begin, m.span.size());
      CAPTURE(surface);
      ++seen;
      CHECK(surface.find('\n') == std::string_view::npos);
      CHECK_FALSE((m.span.begin > 0 && letter(text[m.span.begin - 1]) && letter(surface[0])));
      CHECK_FALSE((m.span.end < text.size() && letter(text[m.span.end]) && letter(surface.back())));
      for (const char* edge : {" ", ",", "，", "、", "。"}) {
        CHECK_FALSE(surface.starts_with(edge));
        CHECK_FALSE(surface.ends_with(edge));
      }
    }
  }
  CHECK(seen > 10);
}

TEST_CASE("a name that is clear once is found wherever it is repeated") {
  auto d = document("柳一平任桂湖区教育局局长\n2024年5月8日，柳一平到任。柳一平说，要多读书。" +
                    std::string("大家都说柳一平好。柳一平笑了。"));
  const auto out = extractor().extract(d);
  REQUIRE(out.has_value());
  int found = 0;
  for (const auto& m : out->mentions) {
    found += d.bytes.substr(m.span.begin, m.span.size()) == "柳一平";
  }
  CHECK(found == 5);
}

TEST_CASE("extraction finds the plain facts of plain articles") {
  auto d = documents()[0];
  const auto out = extractor().extract(d);
  REQUIRE(out.has_value());
  CHECK(d.language == "zh");
  CHECK(d.published == "2024-02-26");
  CHECK(d.title == "桂湖区教育局召开新学期工作会议");
  bool post = false;
  for (const auto& s : out->statements) {
    post = post ||
           (s.predicate == "holds_position" && s.qualifiers.count("title") != 0 &&
            s.qualifiers.at("title") == "局长" && out->entities[s.subject].names[0] == "柳一平");
  }
  CHECK(post);
}

TEST_CASE("a lower threshold adds statements and changes none of the others") {
  const auto load = [](std::uint16_t min_confidence) {
    auto loaded =
        Extractor::load({QUIPU_SOURCE_DIR "/models",
                         QUIPU_SOURCE_DIR "/extract/schema/education-news", min_confidence});
    REQUIRE(loaded.has_value());
    return std::move(*loaded);
  };
  constexpr std::uint16_t kStrict = 999;
  const auto strict = load(kStrict), eager = load(0);
  std::size_t added = 0;
  for (auto d : documents()) {
    const auto few = strict.extract(d);
    const auto all = eager.extract(d);
    REQUIRE(few.has_value());
    REQUIRE(all.has_value());
    CHECK(few->mentions == all->mentions);
    std::vector<Statement> sure;
    for (const auto& s : all->statements) {
      if (s.confidence >= kStrict) sure.push_back(s);
    }
    CHECK(sure == few->statements);
    added += all->statements.size() - sure.size();
  }
  CHECK(added > 0);
}

TEST_CASE("a name in HTML is found through tags and character references") {
  auto d = documents()[3];
  const auto out = extractor().extract(d);
  REQUIRE(out.has_value());
  CHECK(d.title == "桂湖要闻");
  bool found = false;
  for (const auto& m : out->mentions) {
    found = found || d.bytes.substr(m.span.begin, m.span.size()) == "柳&#19968;平";
  }
  CHECK(found);
}

TEST_CASE("an extraction does not depend on what else runs") {
  std::vector<Extraction> alone;
  for (auto d : documents()) alone.push_back(extractor().extract(d).value());
  std::vector<Extraction> together(documents().size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < together.size(); ++i) {
    threads.emplace_back([&, i] {
      auto d = documents()[i];
      together[i] = extractor().extract(d).value();
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < together.size(); ++i) CHECK(alone[i] == together[i]);
}

TEST_CASE("bytes that are not UTF-8 are refused with a sentence") {
  auto d = document("\xff\xfe\x41");
  const auto out = extractor().extract(d);
  REQUIRE_FALSE(out.has_value());
  CHECK(out.error().code == ErrorCode::kInvalid);
}

TEST_CASE("annotated statements get the sentence that holds both, or the two nearest") {
  auto d = document("柳一平出席。大会在桂湖举行。柳一平在大会上发言。");
  Extraction e;
  const auto find = [&](const std::string& text, std::size_t from) {
    const auto at = d.bytes.find(text, from);
    return ByteSpan{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
  };
  e.entities = {
      {"Person", {"柳一平"}}, {"Event", {"大会"}}, {"Place", {"桂湖"}}, {"Award", {"奖"}}};
  e.mentions = {{find("柳一平", 0), "Person", false, 0, 1000},
                {find("柳一平", 20), "Person", false, 0, 1000},
                {find("大会", 0), "Event", false, 1, 1000},
                {find("大会", 50), "Event", false, 1, 1000},
                {find("桂湖", 0), "Place", false, 2, 1000}};
  e.statements = {{0, "spoke_at", 1, {}, Status::kAsserted, 1000, "gold", {}},
                  {0, "visited", 2, {}, Status::kAsserted, 1000, "gold", {}},
                  {0, "received", 3, {}, Status::kAsserted, 1000, "gold", {}}};
  REQUIRE(ground(d, e).has_value());
  REQUIRE(e.statements.size() == 2);
  CHECK(e.refused.at("no evidence") == 1);
  CHECK(e.statements[0].predicate == "spoke_at");
  REQUIRE(e.statements[0].evidence.size() == 1);
  CHECK(d.bytes.substr(e.statements[0].evidence[0].begin, e.statements[0].evidence[0].size()) ==
        "柳一平在大会上发言。");
  CHECK(e.statements[1].evidence.size() == 2);
}
