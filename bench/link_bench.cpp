// Linking of invented articles: CPU seconds, memory and B-cubed by the number of mentions.
//
// usage: link_bench MENTIONS... [--seed N]
// One fifth as many things as mentions: places, bodies, persons, events, in articles of ten
// mentions, in Chinese of either script and in English, with full and short names and with persons
// who share a name. The same seed gives the same articles.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "extract/text/clean_text.h"
#include "extract/text/pinyin.h"
#include "graph/link/link.h"

using namespace quipu;

namespace {

constexpr std::u32string_view kCharacters =
    U"安白柏宝北滨博彩苍昌长澄池川春丹德登东定敦峨恩丰枫凤福富港高冈谷固光广贵桂海汉和河鹤黑恒红"
    U"虹洪湖华淮环黄惠吉济佳嘉建江胶金锦晋荆景静九君凯康昆兰朗乐雷黎丽连良辽林灵临岭柳龙隆泸鲁陆洛"
    U"茂梅绵明南宁牛蓬平萍坪浦普栖齐岐启千秦青清泉荣融瑞三沙山上韶深沈石首双水思松苏绥台泰唐桃腾天";
constexpr std::u32string_view kSurnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程";
struct Kind {
  const char* zh;
  const char* short_zh;
  const char* en;
};
constexpr std::array<Kind, 8> kKinds = {{{"教育局", "教育局", "Education Bureau"},
                                         {"第一中学", "一中", "No. 1 Middle School"},
                                         {"第二中学", "二中", "No. 2 Middle School"},
                                         {"实验小学", "实小", "Experimental Primary School"},
                                         {"师范大学", "师大", "Normal University"},
                                         {"财政局", "财政局", "Finance Bureau"},
                                         {"图书馆", "图书馆", "Library"},
                                         {"教育基金会", "基金会", "Education Foundation"}}};
constexpr std::array<std::pair<const char*, const char*>, 5> kTitles = {
    {{"局长", "director"},
     {"校长", "principal"},
     {"教师", "teacher"},
     {"主任", "director"},
     {"副校长", "vice principal"}}};

struct Names {
  std::string type;
  std::vector<std::string> zh, en;
  std::size_t employer = 0;  // of persons
  std::size_t title = 0;
};

std::string reading(std::u32string_view han) {
  std::string out;
  for (char32_t c : han) out += pinyin_readings(c).front();
  out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

class World {
 public:
  World(std::size_t things, std::uint32_t seed) : random_(seed) {
    const std::size_t places = things / 10, bodies = things * 4 / 10, persons = things * 3 / 10;
    for (std::size_t i = 0; i < places; ++i) add_place();
    for (std::size_t i = 0; i < bodies; ++i) add_body(i, places);
    for (std::size_t i = 0; i < persons; ++i) add_person(places, bodies);
    while (things_.size() < things) add_event(places);
  }

  std::vector<LinkInput> articles(std::size_t mentions, std::vector<std::size_t>& truth) {
    std::vector<LinkInput> out;
    for (std::size_t made = 0; made < mentions;) {
      LinkInput& input = out.emplace_back();
      input.document = document_id("article-" + std::to_string(out.size()));
      const bool english = pick(3) == 0;
      input.language = english ? "en" : "zh";
      std::map<std::size_t, std::uint32_t> local;
      // A few neighbouring things: what an article speaks of belongs together.
      const std::size_t first = pick(things_.size());
      for (std::size_t k = 0; k < 7; ++k) {
        const std::size_t thing = (first + k * k * 31) % things_.size();
        mention(thing, english, input.extraction, local, truth);
        if (things_[thing].type == "Person") {
          mention(things_[thing].employer, english, input.extraction, local, truth);
          Statement& post = input.extraction.statements.emplace_back();
          post.subject = local.at(thing);
          post.predicate = "holds_position";
          post.object = local.at(things_[thing].employer);
          const auto& [zh, en] = kTitles[things_[thing].title];
          post.qualifiers["title"] = english ? en : zh;
          post.evidence = {{0, 1}};
          post.method = "bench";
        }
      }
      made += input.extraction.entities.size();
    }
    return out;
  }

 private:
  std::size_t pick(std::size_t limit) { return random_() % limit; }

  void add_place() {
    std::u32string root;
    for (int i = 0; i < 3; ++i) root += kCharacters[pick(kCharacters.size())];
    roots_.push_back(root);
    static constexpr std::array<std::pair<const char32_t*, const char*>, 3> kLevels = {
        {{U"市", " City"}, {U"县", " County"}, {U"区", " District"}}};
    const auto& [zh, en] = kLevels[pick(3)];
    levels_.push_back({utf8(zh), en});
    things_.push_back({"Place", {utf8(root) + utf8(zh)}, {reading(root) + en}, 0, 0});
  }
  void add_body(std::size_t i, std::size_t places) {
    const std::size_t place = i % places;
    const Kind& kind = kKinds[(i / places + place) % kKinds.size()];
    const std::string zh = utf8(roots_[place]), en = reading(roots_[place]);
    things_.push_back({"Organization",
                       {zh + levels_[place].first + kind.zh, zh + kind.short_zh},
                       {en + levels_[place].second + " " + kind.en},
                       0,
                       0});
  }
  void add_person(std::size_t places, std::size_t bodies) {
    const std::u32string surname(1, kSurnames[pick(kSurnames.size())]);
    std::u32string given;
    for (std::size_t i = 0; i < 1 + pick(2); ++i) given += kCharacters[pick(kCharacters.size())];
    things_.push_back(
        {"Person",
         {utf8(surname + given)},
         {reading(surname) + " " + reading(given), reading(given) + " " + reading(surname)},
         places + pick(bodies),
         pick(kTitles.size())});
  }
  void add_event(std::size_t places) {
    const std::size_t place = pick(places), number = 1 + pick(9);
    static constexpr const char* kNumerals[] = {"",   "一", "二", "三", "四",
                                                "五", "六", "七", "八", "九"};
    static constexpr const char* kOrdinals[] = {"",      "First", "Second",  "Third",  "Fourth",
                                                "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"};
    things_.push_back(
        {"Event",
         {"第" + std::string(kNumerals[number]) + "届" + utf8(roots_[place]) + "教育论坛"},
         {std::string(kOrdinals[number]) + " " + reading(roots_[place]) + " Education Forum"},
         0,
         0});
  }

  void mention(std::size_t thing, bool english, Extraction& extraction,
               std::map<std::size_t, std::uint32_t>& local, std::vector<std::size_t>& truth) {
    const auto [it, fresh] =
        local.try_emplace(thing, static_cast<std::uint32_t>(extraction.entities.size()));
    if (!fresh) return;
    const auto& names = english ? things_[thing].en : things_[thing].zh;
    extraction.entities.push_back({things_[thing].type, {names[pick(names.size())]}});
    const auto at = static_cast<std::uint32_t>(10 * extraction.mentions.size());
    extraction.mentions.push_back(
        {{at, at + 9}, things_[thing].type, false, static_cast<std::int32_t>(it->second), 1000});
    truth.push_back(thing);
  }

  static std::string utf8(std::u32string_view text) { return quipu::to_utf8(text); }

  std::mt19937 random_;
  std::vector<std::u32string> roots_;
  std::vector<std::pair<std::string, std::string>> levels_;
  std::vector<Names> things_;
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void measure(std::size_t mentions, std::uint32_t seed) {
  World world(mentions / 5, seed);
  std::vector<std::size_t> truth;
  std::vector<LinkInput> inputs = world.articles(mentions, truth);
  // Mentions of the graph are by document and place, as the truth is once documents are in order.
  std::map<std::pair<DocumentId, std::uint32_t>, std::size_t> truth_of;
  std::size_t at = 0;
  for (const LinkInput& input : inputs) {
    for (const Mention& mention : input.extraction.mentions) {
      truth_of[{input.document, mention.span.begin}] = truth[at++];
    }
  }
  const double start = cpu_seconds();
  const LinkedGraph graph = link(std::move(inputs));
  const double seconds = cpu_seconds() - start;
  std::map<EntityId, double> by_entity;
  std::map<std::size_t, double> by_truth;
  std::map<std::pair<EntityId, std::size_t>, double> both;
  for (const MentionRecord& mention : graph.mentions) {
    const std::size_t thing = truth_of.at({mention.document, mention.span.begin});
    ++by_entity[mention.entity];
    ++by_truth[thing];
    ++both[{mention.entity, thing}];
  }
  double precision = 0, recall = 0;
  for (const auto& [key, count] : both) {
    precision += count * count / by_entity[key.first];
    recall += count * count / by_truth[key.second];
  }
  const auto n = static_cast<double>(graph.mentions.size());
  std::printf(
      "%zu mentions of %zu things: %.1f CPU s, peak %.0f MB, %zu entities, B-cubed P %.3f R %.3f\n",
      graph.mentions.size(), by_truth.size(), seconds, peak_megabytes(), graph.entities.size(),
      precision / n, recall / n);
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t seed = 1;
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
      seed = static_cast<std::uint32_t>(std::strtoul(argv[++i], nullptr, 10));
    } else {
      sizes.push_back(std::strtoul(argv[i], nullptr, 10));
    }
  }
  if (sizes.empty()) {
    std::fprintf(stderr, "usage: link_bench MENTIONS... [--seed N]\n");
    return 2;
  }
  for (std::size_t size : sizes) measure(size, seed);
}
