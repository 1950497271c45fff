#include "graph/cypher/value.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quipu::cypher {
namespace {

constexpr std::uint64_t kMostWeight = std::numeric_limits<std::uint64_t>::max() / 4;

// Place of a kind in the order of all values.
int rank(const Value& value) {
  if (value.map()) return 0;
  if (value.node()) return 1;
  if (value.relationship()) return 2;
  if (value.list()) return 3;
  if (value.path()) return 4;
  if (value.date()) return 5;
  if (value.string()) return 6;
  if (value.boolean()) return 7;
  if (value.is_number()) return 8;
  return 9;
}

// Exact: an integer that no double can hold is still told from its neighbours.
std::partial_ordering compare_numbers(std::int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (b >= kTwoTo63) return std::partial_ordering::less;
  if (b < -kTwoTo63) return std::partial_ordering::greater;
  const auto whole = static_cast<std::int64_t>(b);
  if (a != whole) return a <=> whole;
  return 0.0 <=> (b - static_cast<double>(whole));
}

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.integer() && b.integer()) return *a.integer() <=> *b.integer();
  if (a.floating() && b.floating()) return *a.floating() <=> *b.floating();
  if (a.integer()) return compare_numbers(*a.integer(), *b.floating());
  return 0 <=> compare_numbers(*b.integer(), *a.floating());
}

bool is_nan(const Value& value) { return value.floating() && std::isnan(*value.floating()); }

std::optional<bool> all_equal(const Items& a, const Items& b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto same = equal(a[i], b[i]);
    if (!same) unknown = true;
    if (same && !*same) return false;
  }
  if (unknown) return std::nullopt;
  return true;
}

std::optional<bool> all_equal(const Entries& a, const Entries& b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j) {
    if (i->first != j->first) return false;
    const auto same = equal(i->second, j->second);
    if (!same) unknown = true;
    if (same && !*same) return false;
  }
  if (unknown) return std::nullopt;
  return true;
}

std::weak_ordering order_items(const Items& a, const Items& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (const auto o = order(a[i], b[i]); o != 0) return o;
  }
  return a.size() <=> b.size();
}

std::weak_ordering order_entries(const Entries& a, const Entries& b) {
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end(); ++i, ++j) {
    if (const auto o = i->first <=> j->first; o != 0) return o;
    if (const auto o = order(i->second, j->second); o != 0) return o;
  }
  return a.size() <=> b.size();
}

std::weak_ordering order_numbers(const Value& a, const Value& b) {
  if (is_nan(a) || is_nan(b)) return is_nan(a) <=> is_nan(b);
  const auto o = compare_numbers(a, b);
  return o < 0   ? std::weak_ordering::less
         : o > 0 ? std::weak_ordering::greater
                 : std::weak_ordering::equivalent;
}

}  // namespace

Value::Value(Items items) {
  auto nested = std::make_shared<Nested<Items>>();
  for (const Value& item : items) {
    nested->depth = std::max(nested->depth, item.depth() + 1);
    nested->weight = std::min(kMostWeight, nested->weight + item.weight());
  }
  nested->content = std::move(items);
  value_ = std::shared_ptr<const Nested<Items>>(std::move(nested));
}

Value::Value(Entries entries) {
  auto nested = std::make_shared<Nested<Entries>>();
  for (const auto& [key, item] : entries) {
    nested->depth = std::max(nested->depth, item.depth() + 1);
    nested->weight = std::min(kMostWeight, nested->weight + item.weight() + 1);
  }
  nested->content = std::move(entries);
  value_ = std::shared_ptr<const Nested<Entries>>(std::move(nested));
}

const Items* Value::list() const {
  const auto* nested = shared<Nested<Items>>();
  return nested ? &nested->content : nullptr;
}

const Entries* Value::map() const {
  const auto* nested = shared<Nested<Entries>>();
  return nested ? &nested->content : nullptr;
}

double Value::as_double() const {
  return integer() ? static_cast<double>(*integer()) : floating() ? *floating() : 0;
}

std::uint32_t Value::depth() const {
  if (const auto* nested = shared<Nested<Items>>()) return nested->depth;
  if (const auto* nested = shared<Nested<Entries>>()) return nested->depth;
  return 0;
}

std::uint64_t Value::weight() const {
  if (const auto* nested = shared<Nested<Items>>()) return nested->weight;
  if (const auto* nested = shared<Nested<Entries>>()) return nested->weight;
  if (const auto* text = string()) return 1 + text->size() / sizeof(Value);
  if (const auto* walk = path()) return 1 + walk->nodes.size() / 2;
  return 1;
}

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (rank(a) != rank(b)) return false;
  if (a.list()) return all_equal(*a.list(), *b.list());
  if (a.map()) return all_equal(*a.map(), *b.map());
  return order(a, b) == 0;
}

std::optional<std::partial_ordering> compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return compare_numbers(a, b);
  if (a.string() && b.string()) return *a.string() <=> *b.string();
  if (a.boolean() && b.boolean()) return *a.boolean() <=> *b.boolean();
  if (a.date() && b.date()) return *a.date() <=> *b.date();
  if (!a.list() || !b.list()) return std::nullopt;
  const Items &x = *a.list(), &y = *b.list();
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    const auto o = compare(x[i], y[i]);
    if (!o || *o != 0) return o;
  }
  return x.size() <=> y.size();
}

std::weak_ordering order(const Value& a, const Value& b) {
  if (const auto o = rank(a) <=> rank(b); o != 0) return o;
  if (a.map()) return order_entries(*a.map(), *b.map());
  if (a.node()) return *a.node() <=> *b.node();
  if (a.relationship()) return *a.relationship() <=> *b.relationship();
  if (a.list()) return order_items(*a.list(), *b.list());
  if (a.path()) return *a.path() <=> *b.path();
  if (a.date()) return *a.date() <=> *b.date();
  if (a.string()) return *a.string() <=> *b.string();
  if (a.boolean()) return *a.boolean() <=> *b.boolean();
  if (a.is_number()) return order_numbers(a, b);
  return std::weak_ordering::equivalent;
}

bool ValueOrder::operator()(const Items& a, const Items& b) const { return order_items(a, b) < 0; }

std::string kind_name(const Value& value) {
  if (value.is_null()) return "null";
  if (value.boolean()) return "a boolean";
  if (value.integer()) return "an integer";
  if (value.floating()) return "a float";
  if (value.string()) return "a string";
  if (value.list()) return "a list";
  if (value.map()) return "a map";
  if (value.node()) return "a node";
  if (value.relationship()) return "a relationship";
  if (value.path()) return "a path";
  return "a date";
}

}  // namespace quipu::cypher
