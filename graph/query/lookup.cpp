#include "graph/query/lookup.h"

#include <algorithm>
#include <map>
#include <utility>

#include "extract/text/clean_text.h"
#include "extract/text/pinyin.h"
#include "graph/query/edit_distance.h"

namespace quipu {
namespace {

constexpr std::size_t kLongestLikeName = 200;  // code points; longer names are compared by nobody
constexpr std::size_t kShortestPart = 2;       // code points that a name must share with another
constexpr std::size_t kPartAtLeast = 500;      // likeness of a short part of a long name
constexpr std::size_t kPinyinAtMost = 950;     // equal sounds are less than equal letters

std::u32string code_points(std::string_view utf8) {
  auto decoded = decode_utf8(utf8);
  return decoded ? std::move(decoded->text) : std::u32string();
}

std::size_t edits_allowed(std::size_t length) {
  return length < 3 ? 0 : length < 8 ? 1 : std::min<std::size_t>(length / 4, 5);
}

// 1000 for equal texts, 0 where more characters differ than a slip explains.
std::size_t likeness_of_letters(std::u32string_view a, std::u32string_view b) {
  const std::size_t length = std::max(a.size(), b.size());
  const std::size_t allowed = edits_allowed(std::min(a.size(), b.size()));
  const std::size_t distance = edit_distance(a, b, allowed);
  return distance > allowed ? 0 : 1000 - 1000 * distance / length;
}

// One is part of the other.
std::size_t likeness_of_part(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < kShortestPart || b.find(a) == std::u32string_view::npos) return 0;
  return kPartAtLeast + (1000 - kPartAtLeast) * a.size() / (b.size() + 1);
}

bool has_han(std::string_view folded) {
  constexpr unsigned char kFirstHanByte = 0xE3;
  return std::any_of(folded.begin(), folded.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= kFirstHanByte; });
}

// Every Han character replaced by its commonest reading: 孙磊 -> sunlei.
std::u32string sound_of(std::string_view folded) {
  std::u32string out;
  for (const char32_t c : code_points(folded)) {
    const std::vector<std::string>& readings = pinyin_readings(c);
    if (readings.empty()) {
      out += c;
    } else {
      out.append(readings.front().begin(), readings.front().end());
    }
  }
  return out;
}

// Holds one name against many.
class Likeness {
 public:
  explicit Likeness(std::string_view name)
      : folded_(fold_name(name)), letters_(code_points(folded_)) {}

  bool usable() const { return !letters_.empty() && letters_.size() <= kLongestLikeName; }

  std::size_t of(std::string_view folded) {
    const std::u32string other = code_points(folded);
    if (other.empty() || other.size() > kLongestLikeName) return 0;
    const std::size_t best =
        std::max(likeness_of_letters(letters_, other), likeness_of_part(letters_, other));
    if (!has_han(folded_) && !has_han(folded)) return best;
    return std::max(best, of_sound(folded));
  }

 private:
  std::size_t of_sound(std::string_view folded) {
    if (sound_.empty()) sound_ = sound_of(folded_);
    return likeness_of_letters(sound_, sound_of(folded)) * kPinyinAtMost / 1000;
  }

  std::string folded_;
  std::u32string letters_, sound_;
};

// The likeness of each entity that has a name like this one.
Result<std::map<EntityId, std::size_t>> like(const Snapshot& snapshot, std::string_view name) {
  std::map<EntityId, std::size_t> likeness;
  Likeness likeness_to(name);
  if (!likeness_to.usable()) return likeness;
  std::string previous;
  std::size_t of_previous = 0;
  const auto read = snapshot.for_each_name([&](std::string_view folded, EntityId entity) {
    if (folded != previous) {
      previous = folded;
      of_previous = likeness_to.of(folded);
    }
    if (of_previous > 0) {
      std::size_t& best = likeness[entity];
      best = std::max(best, of_previous);
    }
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return likeness;
}

Result<void> add(const Snapshot& snapshot, EntityId id, std::size_t likeness, std::string_view type,
                 std::vector<NameCandidate>& out) {
  auto entity = snapshot.entity(id);
  if (!entity) return tl::unexpected(entity.error());
  if (!type.empty() && entity->type != type) return {};
  const auto count = statement_count(snapshot, id);
  if (!count) return tl::unexpected(count.error());
  out.push_back({std::move(*entity), *count, likeness});
  return {};
}

bool before(const NameCandidate& a, const NameCandidate& b) {
  const auto rank = [](const NameCandidate& c) { return std::pair(c.likeness, c.statement_count); };
  return rank(a) != rank(b) ? rank(a) > rank(b) : a.entity.id < b.entity.id;
}

}  // namespace

Result<std::size_t> statement_count(const Snapshot& snapshot, EntityId id) {
  const auto from = snapshot.statements_from(id);
  if (!from) return tl::unexpected(from.error());
  const auto to = snapshot.statements_to(id);
  if (!to) return tl::unexpected(to.error());
  return from->size() + to->size();
}

Result<Lookup> look_up(const Snapshot& snapshot, std::string_view name, std::string_view type,
                       std::size_t similar_limit) {
  Lookup found;
  const auto bearers = snapshot.entities_named(fold_name(name));
  if (!bearers) return tl::unexpected(bearers.error());
  for (const EntityId id : *bearers) {
    if (auto done = add(snapshot, id, 1000, type, found.candidates); !done) {
      return tl::unexpected(done.error());
    }
  }
  found.by_name = !found.candidates.empty();
  if (!found.by_name && similar_limit > 0) {
    const auto likenesses = like(snapshot, name);
    if (!likenesses) return tl::unexpected(likenesses.error());
    std::vector<std::pair<std::size_t, EntityId>> order;
    for (const auto& [id, likeness] : *likenesses) order.emplace_back(1000 - likeness, id);
    std::sort(order.begin(), order.end());
    for (const auto& [unlikeness, id] : order) {
      if (found.candidates.size() == similar_limit) break;
      if (auto done = add(snapshot, id, 1000 - unlikeness, type, found.candidates); !done) {
        return tl::unexpected(done.error());
      }
    }
  }
  std::sort(found.candidates.begin(), found.candidates.end(), before);
  return found;
}

}  // namespace quipu
