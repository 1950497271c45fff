// What an expression of a query can be: null, scalars, lists, maps, and what the graph holds.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quipu::cypher {

using NodeId = std::uint32_t;
using RelationshipId = std::uint32_t;

class Value;
using Items = std::vector<Value>;
using Entries = std::map<std::string, Value, std::less<>>;  // printed in the order of its keys

struct Null {
  auto operator<=>(const Null&) const = default;
};
struct NodeRef {
  NodeId id = 0;
  auto operator<=>(const NodeRef&) const = default;
};
struct RelationshipRef {
  RelationshipId id = 0;
  auto operator<=>(const RelationshipRef&) const = default;
};
struct Date {
  std::int32_t year = 0;
  std::uint8_t month = 1, day = 1;
  auto operator<=>(const Date&) const = default;
};
struct Path {
  std::vector<NodeId> nodes;  // one more than relationships
  std::vector<RelationshipId> relationships;
  auto operator<=>(const Path&) const = default;
};

// Values are cheap to copy: what is large is shared and never changes.
class Value {
 public:
  Value() = default;
  Value(bool value) : value_(value) {}
  Value(std::int64_t value) : value_(value) {}
  Value(double value) : value_(value) {}
  Value(std::string value) : value_(std::make_shared<const std::string>(std::move(value))) {}
  Value(std::string_view value) : Value(std::string(value)) {}
  Value(const char* value) : Value(std::string(value)) {}
  Value(NodeRef value) : value_(value) {}
  Value(RelationshipRef value) : value_(value) {}
  Value(Date value) : value_(value) {}
  Value(Path value) : value_(std::make_shared<const Path>(std::move(value))) {}
  Value(Items items);
  Value(Entries entries);

  bool is_null() const { return std::holds_alternative<Null>(value_); }
  // Null pointers where the value is of another kind.
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const double* floating() const { return std::get_if<double>(&value_); }
  const std::string* string() const { return shared<std::string>(); }
  const Items* list() const;
  const Entries* map() const;
  const NodeRef* node() const { return std::get_if<NodeRef>(&value_); }
  const RelationshipRef* relationship() const { return std::get_if<RelationshipRef>(&value_); }
  const Path* path() const { return shared<Path>(); }
  const Date* date() const { return std::get_if<Date>(&value_); }

  bool is_number() const { return integer() || floating(); }
  double as_double() const;  // of a number

  // How deep lists and maps are nested in one another; 0 for what is neither.
  std::uint32_t depth() const;
  // How many values a walk through all of it meets, shared parts counted each time.
  std::uint64_t weight() const;

 private:
  template <typename T>
  const T* shared() const {
    const auto* pointer = std::get_if<std::shared_ptr<const T>>(&value_);
    return pointer ? pointer->get() : nullptr;
  }
  template <typename T>
  struct Nested {
    T content;
    std::uint32_t depth = 1;
    std::uint64_t weight = 1;
  };

  std::variant<Null, bool, std::int64_t, double, NodeRef, RelationshipRef, Date,
               std::shared_ptr<const std::string>, std::shared_ptr<const Path>,
               std::shared_ptr<const Nested<Items>>, std::shared_ptr<const Nested<Entries>>>
      value_;
};

// What `a = b` says: nothing (null) when either holds a null that the answer hangs on.
std::optional<bool> equal(const Value& a, const Value& b);

// What `a < b` goes by; nothing when the two cannot be compared. Numbers against NaN are unordered.
std::optional<std::partial_ordering> compare(const Value& a, const Value& b);

// The one order of all values, for ORDER BY, DISTINCT, min and max: maps, nodes, relationships,
// lists, paths, dates, strings, booleans, numbers, NaN, null. Null equals null here.
std::weak_ordering order(const Value& a, const Value& b);

struct ValueOrder {
  bool operator()(const Value& a, const Value& b) const { return order(a, b) < 0; }
  bool operator()(const Items& a, const Items& b) const;
};

std::string kind_name(const Value& value);  // "a list", "an integer", "null", …

}  // namespace quipu::cypher
