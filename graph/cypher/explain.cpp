// The plan of a query in words.
#include <array>
#include <cstdio>

#include "graph/cypher/plan.h"
#include "graph/cypher/slots.h"

namespace quipu::cypher {
namespace {

std::string rows_text(double rows) {
  std::array<char, 40> text;
  std::snprintf(text.data(), text.size(), rows < 10 ? "%.1f" : "%.0f", rows);
  return text.data();
}

class Explainer {
 public:
  Explainer(const ResolvedQuery& query, const std::vector<MatchPlan>& plans, std::string_view text,
            const GraphView& graph)
      : query_(query), plans_(plans), text_(text), graph_(graph) {}

  std::string run() {
    query(query_.query, 0);
    return std::move(out_);
  }

 private:
  std::string_view source(const Place& place) const {
    return text_.substr(place.begin, place.end - place.begin);
  }

  void line(int depth, const std::string& what) {
    out_.append(static_cast<std::size_t>(2 * depth), ' ').append(what).append("\n");
  }

  void query(const Query& q, int depth) {
    for (std::size_t i = 0; i < q.parts.size(); ++i) {
      if (i > 0) line(depth, q.keep_all[i - 1] ? "Union, all rows" : "Union, each row once");
      for (const Clause& clause : q.parts[i].clauses) {
        if (const auto* found = std::get_if<MatchClause>(&clause)) match(*found, depth);
        if (const auto* found = std::get_if<UnwindClause>(&clause)) {
          line(depth,
               "Unwind " + std::string(source(found->list->place)) + " AS " + found->variable);
        }
        if (const auto* found = std::get_if<ProjectionClause>(&clause)) projection(*found, depth);
      }
    }
  }

  void match(const MatchClause& clause, int depth) {
    line(depth, clause.optional ? "Optional match" : "Match");
    double rows = 1;
    conditions(plans_[clause.plan].first, depth + 1);
    for (const Step& step : plans_[clause.plan].steps) {
      if (step.kind != Step::Kind::kPath && step.kind != Step::Kind::kBoundNode) rows *= step.rows;
      line(depth + 1, described(step) + "  (about " + rows_text(rows) + " rows)");
      conditions(step.filters, depth + 2);
    }
  }

  std::string named(const std::string& variable) const {
    return variable.empty() ? std::string("a node") : variable;
  }

  std::string labels_text(const TermSets& sets) const {
    std::string out;
    for (const auto& any : sets) {
      out += ":";
      for (std::size_t i = 0; i < any.size(); ++i) {
        out += (i > 0 ? "|" : "") + graph_.label_names()[any[i]];
      }
      if (any.empty()) out += "(no such label)";
    }
    return out;
  }

  std::string described(const Step& step) const {
    switch (step.kind) {
      case Step::Kind::kBoundNode:
        return "From " + named(step.variable) + ", which is known";
      case Step::Kind::kScan:
        return (step.labels.empty() ? "Scan all nodes" : "Scan nodes " + labels_text(step.labels)) +
               " for " + named(step.variable);
      case Step::Kind::kLookup:
        return "Look up " + named(step.variable) + " by " + step.key + " = " +
               std::string(source(step.value->place));
      case Step::Kind::kExpand:
        return "Follow " + std::string(source(step.relationship->place)) +
               (step.backwards ? " backwards" : "") + " to " + named(step.variable) +
               (step.to_bound ? ", which is known" : "");
      case Step::Kind::kWalk:
        return "Walk " + std::string(source(step.relationship->place)) +
               (step.backwards ? " backwards" : "") + " to " + named(step.variable) +
               (step.to_bound ? ", which is known" : "");
      case Step::Kind::kShortest:
        return std::string("Search the shortest ") +
               (step.path->search == Search::kAnyShortest ? "path" : "paths") +
               " from both ends over " + std::string(source(step.relationship->place));
      case Step::Kind::kPath:
        return "Path " + step.variable;
    }
    return {};
  }

  void conditions(const std::vector<Filter>& filters, int depth) {
    for (const Filter& filter : filters) {
      if (filter.kind == Filter::Kind::kLabels) {
        line(depth, "keep those with " + labels_text(filter.labels));
      } else if (filter.kind == Filter::Kind::kProperty) {
        line(depth, "keep those whose " + filter.key + " = " +
                        std::string(source(filter.expression->place)));
      } else {
        line(depth, "keep where " + std::string(source(filter.expression->place)));
      }
    }
  }

  void projection(const ProjectionClause& clause, int depth) {
    std::string what = clause.is_return ? "Return" : "With";
    for (std::size_t i = 0; i < clause.items.size(); ++i) {
      what += (i > 0 ? ", " : " ") + clause.items[i].name;
    }
    line(depth, what);
    if (clause.aggregates_rows) {
      line(depth + 1, "grouped by " + std::to_string(clause.keys.size()) + " of them");
    }
    if (clause.distinct) line(depth + 1, "each row once");
    if (!clause.order.empty()) {
      line(depth + 1, clause.limit ? "sorted, only the first kept" : "sorted");
    }
    if (clause.skip) line(depth + 1, "skip " + std::string(source(clause.skip->place)));
    if (clause.limit) line(depth + 1, "at most " + std::string(source(clause.limit->place)));
    if (clause.where) line(depth + 1, "keep where " + std::string(source(clause.where->place)));
  }

  const ResolvedQuery& query_;
  const std::vector<MatchPlan>& plans_;
  std::string_view text_;
  const GraphView& graph_;
  std::string out_;
};

}  // namespace

std::string explain(const ResolvedQuery& query, const std::vector<MatchPlan>& plans,
                    std::string_view text, const GraphView& graph) {
  return Explainer(query, plans, text, graph).run();
}

std::vector<Problem> unknown_names(const ResolvedQuery& query, const GraphView& graph) {
  std::vector<Problem> unknown;
  std::set<std::string> told;
  const auto check = [&](const std::string& name, const std::vector<std::string>& known,
                         std::string_view what, const Place& place) {
    if (find_term(known, name) || !told.insert(name).second) return;
    std::string hint = did_you_mean(name, known);
    unknown.push_back({"Warning", "UnknownName",
                       "Nothing in this graph has the " + std::string(what) + " " + name + ".",
                       std::move(hint), place});
  };
  for_each_pattern(query.query, [&](const PathPattern& path) {
    for (const NodePattern& node : path.nodes) {
      for (const auto& any : node.labels) {
        for (const auto& name : any) check(name, graph.label_names(), "label", node.place);
      }
    }
    for (const RelationshipPattern& relationship : path.relationships) {
      for (const auto& name : relationship.types) {
        check(name, graph.type_names(), "type", relationship.place);
      }
    }
  });
  return unknown;
}

}  // namespace quipu::cypher
