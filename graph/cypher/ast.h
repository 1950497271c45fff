// A query as it was read: clauses, patterns, expressions. Names are resolved to places in a row by
// resolve.h, which fills the fields that say so.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/cypher/problem.h"
#include "graph/cypher/value.h"

namespace quipu::cypher {

struct Expression;
struct Function;
struct PathPattern;
struct Query;
using ExpressionPtr = std::unique_ptr<Expression>;
using Slot = std::int32_t;  // place of a variable in a row; negative: none
constexpr Slot kNoSlot = -1;

enum class Form : std::uint8_t {
  kLiteral,            // literal
  kVariable,           // name
  kParameter,          // name
  kProperty,           // args[0].name
  kIndex,              // args[0][args[1]]
  kSlice,              // args[0][args[1]..args[2]], either may be null
  kList,               // args
  kMap,                // names: args
  kMapProjection,      // args[0] {names: args[1…]}; name "*" takes all, null argument a property
  kNot,                // args[0]
  kAnd,                // all of args
  kOr,                 // any of args
  kXor,                // args[0], args[1]
  kComparison,         // args[0] name args[1], and so on with names for each pair: a < b <= c
  kArithmetic,         // args[0] name args[1]
  kNegative,           // -args[0]
  kPositive,           // +args[0]
  kIn,                 // args[0] IN args[1]
  kTextTest,           // args[0] STARTS WITH | ENDS WITH | CONTAINS | =~ args[1]
  kIsNull,             // args[0]
  kIsNotNull,          // args[0]
  kHasLabels,          // args[0]:labels
  kCall,               // name(args)
  kAggregate,          // name(args), distinct; count(*) has no argument
  kCase,               // args: [subject or null, when, then, …, else or null]
  kListComprehension,  // [name IN args[0] WHERE args[1] | args[2]], the last two may be null
  kQuantifier,         // names[0] (all, any, none, single)(name IN args[0] WHERE args[1])
  kReduce,             // reduce(names[0] = args[0], name IN args[1] | args[2])
  kPatternExists,      // pattern
  kPatternComprehension,  // [pattern WHERE args[0] | args[1]], the first may be null
  kExists,                // EXISTS {query}
  kCount,                 // COUNT {query}
};

// All of the outer list; of each inner one, at least one: (:A:B|C) is [[A], [B, C]].
using LabelTest = std::vector<std::vector<std::string>>;

struct Expression {
  Form form = Form::kLiteral;
  Place place;
  Value literal;
  std::string name;
  std::vector<std::string> names;
  std::vector<ExpressionPtr> args;
  LabelTest labels;
  bool distinct = false;
  std::unique_ptr<PathPattern> pattern;
  std::unique_ptr<Query> query;
  std::uint32_t depth = 1;  // of this tree

  // By resolve.
  Slot slot = kNoSlot;         // of a variable; of `name` in a comprehension
  Slot second_slot = kNoSlot;  // of names[0] in reduce
  const Function* function = nullptr;
  std::size_t plan = 0;  // of pattern: index into the query's match plans
};

enum class Direction : std::uint8_t { kOut, kIn, kBoth };

using Properties = std::vector<std::pair<std::string, ExpressionPtr>>;

struct NodePattern {
  std::string variable;  // empty: none
  LabelTest labels;
  Properties properties;
  ExpressionPtr where;
  Place place;
  Slot slot = kNoSlot;
};

struct RelationshipPattern {
  std::string variable;
  std::vector<std::string> types;  // any of them; none: all
  Properties properties;
  ExpressionPtr where;
  Direction direction = Direction::kBoth;
  bool variable_length = false;
  std::uint32_t least = 1;
  std::optional<std::uint32_t> most = 1;  // nothing: no bound
  Place place;
  Slot slot = kNoSlot;
};

enum class Search : std::uint8_t { kWalks, kAnyShortest, kAllShortest };

struct PathPattern {
  std::string variable;
  Search search = Search::kWalks;
  std::vector<NodePattern> nodes;  // one more than relationships
  std::vector<RelationshipPattern> relationships;
  Place place;
  Slot slot = kNoSlot;
};

struct MatchClause {
  bool optional = false;
  std::vector<PathPattern> patterns;
  ExpressionPtr where;
  Place place;
  std::size_t plan = 0;         // by resolve
  std::vector<Slot> new_slots;  // by resolve: null when an optional match finds nothing
};

struct UnwindClause {
  ExpressionPtr list;
  std::string variable;
  Place place;
  Slot slot = kNoSlot;
};

struct ProjectedItem {
  ExpressionPtr value;
  std::string name;
  bool has_alias = false;
  Place place;
  Slot slot = kNoSlot;
};

struct SortKey {
  ExpressionPtr value;
  bool descending = false;
};

struct SlottedExpression {
  ExpressionPtr value;
  Slot slot = kNoSlot;
};

// WITH or RETURN.
struct ProjectionClause {
  bool is_return = false, distinct = false, star = false;
  std::vector<ProjectedItem> items;
  std::vector<SortKey> order;
  ExpressionPtr skip, limit, where;
  Place place;

  // By resolve. When something is aggregated, rows are grouped by `keys`, and items are computed
  // from the slots of keys and aggregates.
  bool aggregates_rows = false;
  std::vector<SlottedExpression> keys, aggregates;
  std::size_t row_width = 0;   // of the rows that items are computed in
  std::size_t next_width = 0;  // of the rows that go on
};

using Clause = std::variant<MatchClause, UnwindClause, ProjectionClause>;

struct SingleQuery {
  std::vector<Clause> clauses;
  std::size_t row_width = 0;  // by resolve: of the rows it begins with
};

struct Query {
  bool explain = false;
  std::vector<SingleQuery> parts;    // of UNION
  std::vector<bool> keep_all;        // one less: UNION ALL
  std::vector<std::string> columns;  // by resolve
};

// Whether two expressions are written the same, places aside.
bool same(const Expression& a, const Expression& b);

ExpressionPtr slot_reference(Slot slot, Place place);

}  // namespace quipu::cypher
