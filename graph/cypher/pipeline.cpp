#include "graph/cypher/pipeline.h"

#include <algorithm>

namespace quipu::cypher {
namespace {

constexpr std::uint64_t kRowValues = 4;           // what a kept row takes beside its values
constexpr std::size_t kRowsBeforeCut = 1U << 12;  // kept beyond those that LIMIT will leave

std::uint64_t weight(const Row& row) {
  std::uint64_t sum = kRowValues;
  for (const Value& value : row) sum += value.weight();
  return sum;
}

}  // namespace

Pipeline::Pipeline(Execution& execution, const SingleQuery& query,
                   const std::function<bool(Row&)>& emit)
    : x_(execution), query_(query), emit_(emit) {
  for (const Clause& clause : query.clauses) {
    Stage& stage = stages_.emplace_back();
    stage.clause = &clause;
    const auto* projection = std::get_if<ProjectionClause>(&clause);
    if (!projection) continue;
    bound(projection->skip, projection->row_width, "SKIP", stage.skip);
    bound(projection->limit, projection->row_width, "LIMIT", stage.limit);
  }
}

bool Pipeline::hold(std::uint64_t values) {
  held_ += values;
  return x_.hold(values);
}

bool Pipeline::bound(const ExpressionPtr& e, std::size_t row_width, std::string_view clause,
                     std::uint64_t& rows) {
  if (!e) return true;
  Row nothing(row_width);
  const Value value = x_.value(*e, nothing);
  if (x_.failed()) return false;
  if (!value.integer() || *value.integer() < 0) {
    x_.fail("SyntaxError", value.integer() ? "NegativeIntegerArgument" : "InvalidArgumentType",
            e->place, std::string(clause) + " takes a number of rows: an integer, not negative.");
    return false;
  }
  rows = static_cast<std::uint64_t>(*value.integer());
  return true;
}

void Pipeline::run(const Row& first) {
  Row row = first;
  row.resize(std::max(row.size(), query_.row_width));
  if (!x_.failed()) push(0, row);
  if (!x_.failed()) finish(0);
}

bool Pipeline::push(std::size_t i, Row& row) {
  if (!x_.tick()) return false;
  if (i == stages_.size()) return emit_(row);
  const Clause& clause = *stages_[i].clause;
  if (const auto* found = std::get_if<MatchClause>(&clause)) return match(i, *found, row);
  if (const auto* found = std::get_if<UnwindClause>(&clause)) return unwind(i, *found, row);
  return project(i, std::get<ProjectionClause>(clause), row);
}

bool Pipeline::match(std::size_t i, const MatchClause& clause, Row& row) {
  bool any = false, more = true;
  x_.match(clause.plan, row, [&] {
    any = true;
    more = push(i + 1, row);
    return more;
  });
  if (x_.failed()) return false;
  if (!any && clause.optional) {
    for (const Slot slot : clause.new_slots) row[static_cast<std::size_t>(slot)] = Value();
    return push(i + 1, row);
  }
  return more;
}

bool Pipeline::unwind(std::size_t i, const UnwindClause& clause, Row& row) {
  const Value of = x_.value(*clause.list, row);
  if (x_.failed()) return false;
  Value& element = row[static_cast<std::size_t>(clause.slot)];
  if (of.is_null()) return true;
  if (!of.list()) {  // one thing is a list of one
    element = of;
    return push(i + 1, row);
  }
  for (const Value& item : *of.list()) {
    row[static_cast<std::size_t>(clause.slot)] = item;
    if (!push(i + 1, row)) return false;
  }
  return true;
}

bool Pipeline::project(std::size_t i, const ProjectionClause& clause, Row& row) {
  Stage& stage = stages_[i];
  if (clause.aggregates_rows) return add_to_group(stage, clause, row);
  if (stage.limit == 0) return false;
  for (const ProjectedItem& item : clause.items) {
    row[static_cast<std::size_t>(item.slot)] = x_.value(*item.value, row);
  }
  return !x_.failed() && order_or_pass(i, clause, row);
}

bool Pipeline::add_to_group(Stage& stage, const ProjectionClause& clause, Row& row) {
  Items keys;
  for (const SlottedExpression& key : clause.keys) keys.push_back(x_.value(*key.value, row));
  if (x_.failed()) return false;
  const auto [place, is_new] = stage.group_of.try_emplace(keys, stage.groups.size());
  if (is_new) {
    Group group;
    group.row.resize(clause.row_width);
    for (std::size_t k = 0; k < keys.size(); ++k) {
      group.row[static_cast<std::size_t>(clause.keys[k].slot)] = keys[k];
    }
    group.aggregates.resize(clause.aggregates.size());
    if (!hold(2 * weight(group.row) + 8 * clause.aggregates.size())) return false;
    stage.groups.push_back(std::move(group));
  }
  Group& group = stage.groups[place->second];
  for (std::size_t k = 0; k < clause.aggregates.size(); ++k) {
    if (!group.aggregates[k].add(*clause.aggregates[k].value, row, x_)) return false;
  }
  return true;
}

bool Pipeline::order_or_pass(std::size_t i, const ProjectionClause& clause, Row& row) {
  Stage& stage = stages_[i];
  if (clause.distinct) {
    Items items;
    for (const ProjectedItem& item : clause.items) {
      items.push_back(row[static_cast<std::size_t>(item.slot)]);
    }
    const std::uint64_t held = weight(items);
    if (!stage.seen.insert(std::move(items)).second) return true;
    if (!hold(held)) return false;
  }
  if (clause.order.empty()) return pass(i, clause, row);
  SortedRow sorted;
  for (const SortKey& key : clause.order) sorted.keys.push_back(x_.value(*key.value, row));
  if (x_.failed()) return false;
  sorted.number = stage.number++;
  sorted.row = row;
  if (!hold(weight(sorted.row) + weight(sorted.keys))) return false;
  stage.sorted.push_back(std::move(sorted));
  if (stage.limit < kRowsBeforeCut && stage.skip < kRowsBeforeCut &&
      stage.sorted.size() > stage.skip + stage.limit + kRowsBeforeCut) {
    cut(stage, clause);
  }
  return !x_.failed();
}

// Sorts, and lets go of rows that LIMIT would leave out.
void Pipeline::cut(Stage& stage, const ProjectionClause& clause) {
  std::sort(stage.sorted.begin(), stage.sorted.end(), [&](const SortedRow& a, const SortedRow& b) {
    for (std::size_t k = 0; k < clause.order.size(); ++k) {
      const auto o = order(a.keys[k], b.keys[k]);
      if (o != 0) return clause.order[k].descending ? o > 0 : o < 0;
    }
    return a.number < b.number;
  });
  const std::uint64_t kept =
      stage.limit > UINT64_MAX - stage.skip ? UINT64_MAX : stage.skip + stage.limit;
  while (stage.sorted.size() > kept) {
    const std::uint64_t freed = weight(stage.sorted.back().row) + weight(stage.sorted.back().keys);
    x_.release(freed);
    held_ -= freed;
    stage.sorted.pop_back();
  }
}

bool Pipeline::pass(std::size_t i, const ProjectionClause& clause, Row& row) {
  Stage& stage = stages_[i];
  if (stage.passed >= stage.limit) return false;
  if (stage.skip > 0) {
    --stage.skip;
    return true;
  }
  ++stage.passed;
  if (!clause.where || x_.truth(*clause.where, row).value_or(false)) {
    Row next(std::max(clause.next_width, clause.items.size()));
    for (std::size_t k = 0; k < clause.items.size(); ++k) {
      next[k] = row[static_cast<std::size_t>(clause.items[k].slot)];
    }
    if (!push(i + 1, next)) return false;
  }
  return !x_.failed() && stage.passed < stage.limit;
}

void Pipeline::finish_groups(std::size_t i, const ProjectionClause& clause) {
  Stage& stage = stages_[i];
  if (stage.groups.empty() && clause.keys.empty()) {  // count(*) of nothing is 0
    Group group;
    group.row.resize(clause.row_width);
    group.aggregates.resize(clause.aggregates.size());
    stage.groups.push_back(std::move(group));
  }
  if (stage.limit == 0) return;
  for (Group& group : stage.groups) {
    for (std::size_t k = 0; k < clause.aggregates.size(); ++k) {
      const SlottedExpression& aggregate = clause.aggregates[k];
      group.row[static_cast<std::size_t>(aggregate.slot)] =
          group.aggregates[k].result(*aggregate.value, x_);
    }
    for (const ProjectedItem& item : clause.items) {
      if (item.value) {
        group.row[static_cast<std::size_t>(item.slot)] = x_.value(*item.value, group.row);
      }
    }
    if (x_.failed() || !order_or_pass(i, clause, group.row)) return;
  }
}

void Pipeline::finish(std::size_t i) {
  for (; i < stages_.size() && !x_.failed(); ++i) {
    const auto* clause = std::get_if<ProjectionClause>(stages_[i].clause);
    if (!clause) continue;
    if (clause->aggregates_rows) finish_groups(i, *clause);
    Stage& stage = stages_[i];
    if (x_.failed() || clause->order.empty()) continue;
    cut(stage, *clause);
    for (SortedRow& sorted : stage.sorted) {
      if (!pass(i, *clause, sorted.row)) break;
    }
  }
}

bool Execution::run(const Query& query, const Row& first, const std::function<bool(Row&)>& emit) {
  const bool distinct = !query.keep_all.empty() && !query.keep_all.front();
  std::set<Items, ValueOrder> seen;
  bool more = true;
  const std::function<bool(Row&)> once = [&](Row& row) {
    if (distinct) {
      if (!seen.insert(row).second) return true;
      if (!hold(row.size() * 2)) return false;
    }
    more = emit(row);
    return more;
  };
  for (const SingleQuery& part : query.parts) {
    if (!more || failed()) return false;
    Pipeline(*this, part, once).run(first);
  }
  return more && !failed();
}

}  // namespace quipu::cypher
