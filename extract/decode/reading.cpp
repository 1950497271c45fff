#include "extract/decode/reading.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "extract/model/tagging.h"
#include "extract/model/window.h"
#include "extract/text/characters.h"
#include "extract/text/letter_forms.h"

namespace quipu {
namespace {

constexpr std::size_t kBatch = 4;           // windows encoded at once; bounds the memory
constexpr float kSeen = 0.4f;               // probability of a name, at least
constexpr std::size_t kMostMentions = 160;  // of one window, in pairs; bounds the time

std::string without_mark(const std::string& type) {
  return type.ends_with('~') ? type.substr(0, type.size() - 1) : type;
}

// A name has no separators at its ends, and no quotation mark or bracket whose partner lies outside
// it or at its other end: “甲计划” is 甲计划, but “湘江杯”辩论赛 stays whole.
void trim(const CleanText& text, std::size_t& begin, std::size_t& end) {
  constexpr std::u32string_view kSeparators = U",，、。;；:：!！?？ ";
  constexpr std::u32string_view kOpening = U"“‘「『《〈«(（[【\"'";
  constexpr std::u32string_view kClosing = U"”’」』》〉»)）]】\"'";
  const auto at = [&](std::size_t i) { return text.text[i]; };
  for (bool changed = true; changed && begin < end;) {
    changed = false;
    if (is_one_of(at(begin), kSeparators) || is_one_of(at(begin), kClosing.substr(0, 10))) {
      ++begin;
      changed = true;
      continue;
    }
    if (is_one_of(at(end - 1), kSeparators) || is_one_of(at(end - 1), kOpening.substr(0, 10))) {
      --end;
      changed = true;
      continue;
    }
    const auto inside = std::u32string_view(text.text).substr(begin, end - begin);
    if (const auto kind = kOpening.find(at(begin)); kind != std::u32string_view::npos) {
      const auto partner = inside.find(kClosing[kind], 1);
      if (partner == std::u32string_view::npos || partner == inside.size() - 1) {
        if (partner != std::u32string_view::npos) --end;
        ++begin;
        changed = true;
        continue;
      }
    }
    if (const auto kind = kClosing.find(at(end - 1)); kind != std::u32string_view::npos) {
      if (inside.substr(0, inside.size() - 1).find(kOpening[kind]) == std::u32string_view::npos) {
        --end;
        changed = true;
      }
    }
  }
}

// A span is of whole words (the tags of a word's later pieces do not cut it) of one sentence.
void fit(const Window& window, TaggedSpan& span) {
  const auto sentence = window.sentences[span.begin];
  while (window.sentences[span.end - 1] != sentence) --span.end;
  while (span.begin > window.body_begin && !window.tokens[span.begin].word_start) --span.begin;
  while (span.end < window.body_end && !window.tokens[span.end].word_start) ++span.end;
}

// Of two spans that cross each other, the less sure one is no name.
void drop_crossing(std::vector<ReadMention>& mentions, const Admission& admission) {
  std::vector<bool> drop(mentions.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    for (std::size_t j = i + 1; j < mentions.size() && mentions[j].begin < mentions[i].end; ++j) {
      if (mentions[j].end <= mentions[i].end || mentions[j].begin == mentions[i].begin) continue;
      if (admission.value(mentions[i].type) || admission.value(mentions[j].type)) continue;
      drop[mentions[j].probability < mentions[i].probability ? j : i] = true;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (!drop[i]) mentions[kept++] = mentions[i];
  }
  mentions.resize(kept);
}

bool joined(char32_t a, char32_t b) {
  return is_letter(a) && is_letter(b) && !is_han(a) && !is_han(b);
}

// A name that is seen clearly once is a name wherever the text repeats it outside other names.
void repeat_names(Reading& reading, const Admission& admission,
                  const std::vector<bool>& furniture) {
  constexpr float kClear = 0.7f;
  constexpr std::size_t kShortest = 3;  // code points: 王老 is too often a part of something else
  const auto& text = reading.text.text;
  std::vector<bool> taken(text.size());
  std::map<std::u32string, ReadMention> clear;
  for (const auto& m : reading.mentions) {
    if (admission.value(m.type)) continue;
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(m.begin),
              taken.begin() + static_cast<std::ptrdiff_t>(m.end), true);
    if (!admission.entity(m.type) || admission.anaphor(m.type) || m.probability < kClear ||
        m.end - m.begin < kShortest) {
      continue;
    }
    const auto it = clear.emplace(reading.surface(m), m).first;
    if (m.probability > it->second.probability) it->second = m;
  }
  std::vector<std::pair<std::u32string, ReadMention>> names(clear.begin(), clear.end());
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return a.first.size() > b.first.size();  // the longest name has the text
  });
  for (const auto& [name, m] : names) {
    for (auto at = text.find(name); at != std::u32string::npos; at = text.find(name, at + 1)) {
      const auto end = at + name.size();
      if (std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(at),
                      taken.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; }) ||
          (at > 0 && joined(text[at - 1], text[at])) ||
          (end < text.size() && joined(text[end - 1], text[end]))) {
        continue;
      }
      const auto sentence =
          std::upper_bound(reading.sentences.begin(), reading.sentences.end(), at,
                           [](std::size_t place, const Sentence& s) { return place < s.begin; });
      if (sentence == reading.sentences.begin() || end > (sentence - 1)->end) continue;
      if (furniture[static_cast<std::size_t>(sentence - reading.sentences.begin() - 1)]) continue;
      std::fill(taken.begin() + static_cast<std::ptrdiff_t>(at),
                taken.begin() + static_cast<std::ptrdiff_t>(end), true);
      reading.mentions.push_back(
          {at, end, m.type, m.probability,
           static_cast<std::uint32_t>(sentence - reading.sentences.begin() - 1)});
    }
  }
}

// “甲杯”辩论赛 that was read as two names of one type is one: only a closing mark stands between.
void join_across_quotes(Reading& reading, const Admission& admission) {
  constexpr std::u32string_view kClosing = U"”’」』》\"";
  constexpr std::u32string_view kOpening = U"“‘「『《\"";
  auto& mentions = reading.mentions;
  const auto& text = reading.text.text;
  std::vector<bool> drop(mentions.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    auto& a = mentions[i];
    if (drop[i] || a.begin == 0 || a.end >= text.size() || !admission.entity(a.type)) continue;
    const auto kind = kClosing.find(text[a.end]);
    if (kind == std::u32string_view::npos || text[a.begin - 1] != kOpening[kind]) continue;
    for (std::size_t j = i + 1; j < mentions.size() && mentions[j].begin <= a.end + 1; ++j) {
      const auto& b = mentions[j];
      if (b.begin != a.end + 1 || b.type != a.type || b.sentence != a.sentence) continue;
      --a.begin;
      a.end = b.end;
      a.probability = std::min(a.probability, b.probability);
      drop[j] = true;
      break;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (!drop[i]) mentions[kept++] = mentions[i];
  }
  mentions.resize(kept);
}

void sort_mentions(std::vector<ReadMention>& mentions) {
  std::stable_sort(mentions.begin(), mentions.end(), [](const auto& a, const auto& b) {
    return std::tie(a.begin, b.end, a.type) < std::tie(b.begin, a.end, b.type);
  });
}

struct Instance {  // a mention as one window shows it
  PairMention pair;
  std::uint32_t mention;
};

}  // namespace

Admission::Admission(const Labels& labels, const Schema& schema)
    : types_(labels.types.size()), outputs_(labels.outputs) {
  while (relations_ < outputs_.size() && outputs_[relations_].find('=') == std::string::npos) {
    ++relations_;
  }
  std::vector<std::string> names;
  for (const auto& type : labels.types) {
    const auto name = without_mark(type);
    const auto it = std::find(labels.types.begin(), labels.types.end(), name);
    base_.push_back(static_cast<std::uint32_t>(it - labels.types.begin()));
    entity_.push_back(schema.type(name) != nullptr);
    value_.push_back(base_.size() > labels.tagged.size());
    names.push_back(name);
  }
  allowed_.resize(relations_ * types_ * types_);
  for (std::size_t r = 0; r < relations_; ++r) {
    const auto& relation = outputs_[r];
    const auto* predicate = schema.predicate(relation);
    for (std::uint32_t a = 0; a < types_; ++a) {
      for (std::uint32_t b = 0; b < types_; ++b) {
        bool ok = false;
        if (predicate != nullptr) {
          ok = predicate->allows(names[a], names[b]);
        } else if (relation == "same") {
          ok = entity_[a] && base_[a] == base_[b] && !anaphor(b);
        } else if (relation == "title_of") {
          ok = names[a] == "Title" && names[b] == "Person";
        } else if (relation == "title_at") {
          ok = names[a] == "Title" && names[b] == "Organization";
        } else if (relation == "date_of") {
          ok = names[a] == "Date" && entity_[b];
        } else if (relation == "value_of") {
          ok = value_[a] && entity_[b];
        }
        allowed_[(r * types_ + a) * types_ + b] = ok;
      }
    }
  }
}

bool Admission::allows(std::size_t relation, std::uint32_t first, std::uint32_t second) const {
  return allowed_[(relation * types_ + first) * types_ + second];
}

bool Admission::any(std::uint32_t first, std::uint32_t second) const {
  for (std::size_t r = 0; r < relations_; ++r) {
    if (allows(r, first, second)) return true;
  }
  return false;
}

int Admission::output(std::string_view name) const {
  const auto it = std::find(outputs_.begin(), outputs_.end(), name);
  return it == outputs_.end() ? -1 : static_cast<int>(it - outputs_.begin());
}

bool is_furniture(std::u32string_view line, const std::vector<std::string>& cues) {
  constexpr std::size_t kLongest = 60;  // code points; longer lines are prose
  constexpr std::u32string_view kBefore = U"(（[【「 ▲●■△◆*-—|丨";
  constexpr std::u32string_view kAfter = U":：丨|/／ ";
  while (!line.empty() && is_one_of(line[0], kBefore)) line.remove_prefix(1);
  if (line.size() > kLongest) return false;
  std::u32string folded = simplify(line);
  std::transform(folded.begin(), folded.end(), folded.begin(), base_lower);
  const std::string text = to_utf8(folded);
  return std::any_of(cues.begin(), cues.end(), [&](const std::string& cue) {
    if (!text.starts_with(cue)) return false;
    const auto rest = decode_utf8(std::string_view(text).substr(cue.size()));
    const bool open = cue.ends_with(' ') || cue.ends_with('/') || cue.ends_with("丨");
    return open || (rest && !rest->text.empty() && is_one_of(rest->text[0], kAfter));
  });
}

Reading read(CleanText text, const Network& network, const Admission& admission,
             const Schema& schema) {
  Reading out;
  out.text = std::move(text);
  out.sentences = split_sentences(out.text);
  const auto windows = make_windows(out.text, out.sentences, network.tokenizer());
  const auto& labels = network.labels();
  const std::size_t width = labels.outputs.size();

  std::vector<bool> furniture;
  for (const auto& sentence : out.sentences) {
    const auto line =
        std::u32string_view(out.text.text).substr(sentence.begin, sentence.end - sentence.begin);
    furniture.push_back(is_furniture(line, schema.furniture));
  }

  std::vector<States> states;
  for (std::size_t i = 0; i < windows.size(); i += kBatch) {
    auto part = network.encode(std::span(windows).subspan(i, std::min(kBatch, windows.size() - i)));
    std::move(part.begin(), part.end(), std::back_inserter(states));
  }
  for (std::size_t w = 0; w < windows.size(); ++w) {
    const auto& window = windows[w];
    for (auto span :
         read_tags(network.tag_scores(states[w]), labels, window.body_begin, window.body_end)) {
      if (furniture[window.sentences[span.begin]]) continue;
      fit(window, span);
      std::size_t begin = window.tokens[span.begin].begin, end = window.tokens[span.end - 1].end;
      trim(out.text, begin, end);
      if (begin >= end) continue;
      out.mentions.push_back(
          {begin, end, span.type, span.probability, window.sentences[span.begin]});
    }
  }
  sort_mentions(out.mentions);
  const auto same_place = [&](const ReadMention& a, const ReadMention& b) {
    return a.begin == b.begin && a.end == b.end &&
           admission.value(a.type) == admission.value(b.type);
  };
  out.mentions.erase(std::unique(out.mentions.begin(), out.mentions.end(), same_place),
                     out.mentions.end());
  // With less likely names recall rises by one point, precision falls by three.
  std::erase_if(out.mentions, [&](const ReadMention& m) {
    return m.probability < kSeen && admission.entity(m.type) && !admission.anaphor(m.type);
  });
  drop_crossing(out.mentions, admission);
  join_across_quotes(out, admission);
  repeat_names(out, admission, furniture);
  sort_mentions(out.mentions);

  for (std::size_t w = 0; w < windows.size(); ++w) {
    const auto& tokens = windows[w].tokens;
    std::map<std::uint32_t, std::uint32_t> starts, ends;  // code point -> token; later ones win
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
      if (tokens[t].begin == tokens[t].end) continue;
      starts[tokens[t].begin] = t;
      ends[tokens[t].end] = t;
    }
    std::vector<Instance> here;
    for (std::uint32_t m = 0; m < out.mentions.size() && here.size() < kMostMentions; ++m) {
      const auto first = starts.find(static_cast<std::uint32_t>(out.mentions[m].begin));
      const auto last = ends.find(static_cast<std::uint32_t>(out.mentions[m].end));
      if (first == starts.end() || last == ends.end() || first->second > last->second) continue;
      here.push_back({{first->second, last->second + 1, out.mentions[m].type}, m});
    }
    std::vector<PairMention> mentions;
    for (const auto& instance : here) mentions.push_back(instance.pair);
    std::vector<Pair> pairs;
    for (std::uint32_t i = 0; i < here.size(); ++i) {
      for (std::uint32_t j = 0; j < here.size(); ++j) {
        if (i == j || !admission.any(mentions[i].type, mentions[j].type)) continue;
        out.pairs.push_back(
            {here[i].mention, here[j].mention, out.scores.size() + pairs.size() * width});
        pairs.push_back({i, j});
      }
    }
    const auto scores = network.pair_scores(states[w], mentions, pairs);
    out.scores.insert(out.scores.end(), scores.begin(), scores.end());
  }
  return out;
}

}  // namespace quipu
