// The resolver's parts share this. The first problem stands; what follows it does not matter.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "graph/cypher/functions.h"
#include "graph/cypher/resolve.h"

namespace quipu::cypher {

struct Variable {
  Slot slot = kNoSlot;
  Kinds kinds = kAnyKind;
};
using Scope = std::map<std::string, Variable>;

// Which new names a pattern may bring in.
enum class NewNames : std::uint8_t { kAllowed, kRefused };

class Resolver {
 public:
  explicit Resolver(const std::set<std::string>& parameters) : parameters_(parameters) {}
  Answer<ResolvedQuery> run(Query query);

 private:
  // resolve.cpp: clauses
  void query(Query& query, const Scope& outer);
  void single_query(SingleQuery& query, Scope scope, std::vector<std::string>& columns);
  void match(MatchClause& clause, Scope& scope);
  void unwind(UnwindClause& clause, Scope& scope);
  std::size_t site(std::vector<PathPattern*> paths, Expression* where, std::set<Slot> bound);

  // resolve_pattern.cpp
  void bind(PathPattern& path, Scope& scope, const Scope& before, NewNames names);
  void bind_node(NodePattern& node, Scope& scope, NewNames names);
  void bind_relationship(RelationshipPattern& relationship, Scope& scope, const Scope& before,
                         NewNames names);
  void bind_path(PathPattern& path, Scope& scope);
  void pattern_expressions(PathPattern& path, Scope& scope);
  void conflict(const Place& place, const std::string& name, Kinds is, Kinds wanted);
  void undefined(const Place& place, const std::string& name, const Scope& scope);

  // resolve_projection.cpp
  void projection(ProjectionClause& clause, Scope& scope);
  void expand_star(ProjectionClause& clause, const Scope& scope);
  void check_names(const ProjectionClause& clause);
  void group(ProjectionClause& clause, Scope& scope, std::vector<Kinds>& kinds);
  void separate(ExpressionPtr& value, ProjectionClause& clause,
                const std::vector<const Expression*>& keys, std::vector<std::string>& locals);
  void bound_of_rows(ExpressionPtr& value, std::string_view clause);

  // resolve_expression.cpp
  Kinds expression(Expression& e, Scope& scope);
  Kinds condition(Expression& e, Scope& scope);
  Kinds checked(Expression& e, Scope& scope, Kinds wanted, std::string_view what);
  Kinds variable(Expression& e, Scope& scope);
  Kinds call(Expression& e, Scope& scope);
  Kinds with_local(Expression& e, Scope& scope);
  Kinds reduction(Expression& e, Scope& scope);
  Kinds subquery(Expression& e, Scope& scope);
  Kinds pattern(Expression& e, Scope& scope);

  Slot new_slot(Kinds kinds) {
    slot_kinds_[next_] = kinds;
    return next_++;
  }
  bool failed() const { return problem_.has_value(); }
  void fail(std::string_view kind, const Place& place, std::string_view detail, std::string message,
            std::string hint = {}) {
    if (!problem_) problem_ = Problem{kind, detail, std::move(message), std::move(hint), place};
  }

  const std::set<std::string>& parameters_;
  std::vector<MatchSite> sites_;
  Slot next_ = 0;                     // slots of the rows between two projections
  std::size_t* row_width_ = nullptr;  // to be told how wide these rows are
  std::map<Slot, Kinds> slot_kinds_;  // of these rows
  std::optional<Problem> problem_;
};

// Names that are in the scope; hidden ones aside.
std::vector<std::string> names_of(const Scope& scope);
std::set<Slot> slots_of(const Scope& scope);
bool has_aggregate(const Expression& e);

}  // namespace quipu::cypher
