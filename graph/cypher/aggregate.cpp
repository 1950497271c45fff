#include "graph/cypher/aggregate.h"

#include <algorithm>
#include <cmath>

namespace quipu::cypher {
namespace {

bool keeps_all(const std::string& name) {
  return name == "collect" || name.starts_with("percentile");
}

}  // namespace

bool Aggregate::add(const Expression& e, Row& row, Execution& x) {
  if (e.args.empty()) {
    ++count_;
    return !x.failed();
  }
  Value value = x.value(*e.args[0], row);
  if (x.failed()) return false;
  if (value.is_null()) return true;
  if (e.distinct) {
    if (!distinct_.insert(value).second) return true;
    if (!x.hold(value.weight() + 3)) return false;
  }
  if (keeps_all(e.name)) {
    if (e.args.size() > 1) {
      const Value share = x.value(*e.args[1], row);
      if (!share.is_number() || share.as_double() < 0 || share.as_double() > 1) {
        x.fail("ArgumentError", "NumberOutOfRange", e.args[1]->place,
               "A percentile is a number from 0 to 1.");
        return false;
      }
      percentile_ = share.as_double();
    }
    if (!x.hold(value.weight())) return false;
    items_.push_back(std::move(value));
    return true;
  }
  ++count_;
  if (e.name == "count") return true;
  if (e.name == "min" || e.name == "max") {
    const bool better =
        count_ == 1 || (e.name == "min" ? order(value, best_) < 0 : order(value, best_) > 0);
    if (better) best_ = std::move(value);
    return true;
  }
  return add_number(e, value, x);
}

bool Aggregate::add_number(const Expression& e, const Value& value, Execution& x) {
  if (!value.is_number()) {
    x.fail("TypeError", "InvalidArgumentType", e.place,
           e.name + " takes numbers; here is " + kind_name(value) + ".");
    return false;
  }
  const double number = value.as_double();
  all_whole_ = all_whole_ && value.integer();
  if (all_whole_ && __builtin_add_overflow(whole_sum_, *value.integer(), &whole_sum_)) {
    if (e.name == "sum") {
      x.fail("ArithmeticError", "IntegerOverflow", e.place, "The sum does not fit into 64 bits.");
      return false;
    }
    all_whole_ = false;
  }
  sum_ += number;
  const double distance = number - mean_;
  mean_ += distance / static_cast<double>(count_);
  squares_ += distance * (number - mean_);
  return true;
}

Value Aggregate::result(const Expression& e, Execution& x) const {
  const std::string& name = e.name;
  if (name == "count") return static_cast<std::int64_t>(count_);
  if (name == "collect") return items_;
  if (name == "min" || name == "max") return best_;
  if (name == "sum") return all_whole_ ? Value(whole_sum_) : Value(sum_);
  if (name == "avg") return count_ == 0 ? Value() : Value(sum_ / static_cast<double>(count_));
  if (name == "stdev" || name == "stdevp") {
    const std::uint64_t divisor = name == "stdev" ? count_ - 1 : count_;
    if (count_ < 2) return 0.0;
    return std::sqrt(squares_ / static_cast<double>(divisor));
  }
  if (items_.empty()) return {};
  Items sorted = items_;
  std::sort(sorted.begin(), sorted.end(), ValueOrder());
  const double place = percentile_ * static_cast<double>(sorted.size() - 1);
  if (name == "percentiledisc") {
    const double rank = std::ceil(percentile_ * static_cast<double>(sorted.size()));
    return sorted[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1];
  }
  const auto below = static_cast<std::size_t>(place);
  const Value &low = sorted[below], &high = sorted[std::min(below + 1, sorted.size() - 1)];
  if (!low.is_number() || !high.is_number()) {
    x.fail("TypeError", "InvalidArgumentType", e.place, name + " takes numbers.");
    return {};
  }
  const double part = place - static_cast<double>(below);
  return low.as_double() + (high.as_double() - low.as_double()) * part;
}

}  // namespace quipu::cypher
