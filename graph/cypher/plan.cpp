#include "graph/cypher/plan.h"

#include <algorithm>

#include "graph/cypher/estimate.h"
#include "graph/cypher/slots.h"

namespace quipu::cypher {
namespace {

// What share of rows a condition lets through, where nothing better is known.
constexpr double kEqualShare = 0.1, kConditionShare = 0.5;
constexpr double kLookupRows = 2;
// Conditions that find their places by themselves; one that is too long is tested as a whole.
constexpr std::size_t kMostFilters = 256;

// How a node that nothing leads to yet can be found.
struct Start {
  double cost = 0, rows = 0;
  TermSets labels;
  std::string key;
  const Expression* value = nullptr;
};

class Planner {
 public:
  Planner(const MatchSite& site, const GraphView& graph, const Parameters& parameters)
      : site_(site), graph_(graph), parameters_(parameters), bound_(site.bound) {}

  Answer<MatchPlan> run() {
    collect();
    take_filters(plan_.first);
    bind_known();
    while (!problem_ && (next_relationship() || next_node())) {
    }
    if (problem_) return tl::unexpected(*problem_);
    return std::move(plan_);
  }

 private:
  struct Hop {
    const PathPattern* path;
    std::size_t index;
    bool done = false;
    const RelationshipPattern& relationship() const { return path->relationships[index]; }
    Slot left() const { return path->nodes[index].slot; }
    Slot right() const { return path->nodes[index + 1].slot; }
  };

  bool is_bound(Slot slot) const { return bound_.contains(slot); }

  void collect() {
    for (const PathPattern* path : site_.paths) {
      for (const NodePattern& node : path->nodes) {
        add_slot(node.slot);
        names_[node.slot] = node.variable;
      }
      for (const RelationshipPattern& r : path->relationships) add_slot(r.slot);
      if (path->slot != kNoSlot) add_slot(path->slot);
    }
    for (const PathPattern* path : site_.paths) {
      for (const NodePattern& node : path->nodes) {
        if (!node.labels.empty()) {
          add_filter({Filter::Kind::kLabels,
                      node.slot,
                      terms_of(node.labels, graph_.label_names()),
                      {},
                      nullptr,
                      {}});
        }
        add_properties(node.slot, node.properties, node.where.get());
      }
      for (std::size_t i = 0; i < path->relationships.size(); ++i) {
        const RelationshipPattern& r = path->relationships[i];
        hops_.push_back({path, i});
        // Those of a walk are tested at every hop.
        if (!r.variable_length && path->search == Search::kWalks) {
          add_properties(r.slot, r.properties, r.where.get());
        }
      }
    }
    if (site_.where) add_conditions(*site_.where);
  }

  void add_slot(Slot slot) {
    if (!site_.bound.contains(slot)) new_slots_.insert(slot);
  }

  void add_filter(Filter filter) {
    if (filter.slot != kNoSlot) filter.needs.insert(filter.slot);
    if (filter.expression) {
      for (const Slot slot : slots_in(*filter.expression)) filter.needs.insert(slot);
    }
    std::erase_if(filter.needs, [&](Slot slot) { return !new_slots_.contains(slot); });
    filters_.push_back(std::move(filter));
  }

  void add_properties(Slot slot, const Properties& properties, const Expression* where) {
    for (const auto& [key, value] : properties) {
      add_filter({Filter::Kind::kProperty, slot, {}, key, value.get(), {}});
    }
    if (where) add_conditions(*where);
  }

  void add_conditions(const Expression& condition) {
    if (condition.form == Form::kAnd && filters_.size() + condition.args.size() <= kMostFilters) {
      for (const ExpressionPtr& part : condition.args) add_conditions(*part);
    } else {
      add_filter({Filter::Kind::kCondition, kNoSlot, {}, {}, &condition, {}});
    }
  }

  // Conditions that can be tested now.
  void take_filters(std::vector<Filter>& into) {
    const auto ready = [&](const Filter& filter) {
      return std::all_of(filter.needs.begin(), filter.needs.end(),
                         [&](Slot slot) { return is_bound(slot); });
    };
    for (Filter& filter : filters_) {
      if (ready(filter)) into.push_back(filter);
    }
    std::erase_if(filters_, ready);
    std::stable_sort(into.begin(), into.end(),
                     [](const Filter& a, const Filter& b) { return a.kind < b.kind; });
  }

  void add_step(Step step) {
    for (const Slot slot : {step.to, step.relationship ? step.relationship->slot : kNoSlot}) {
      if (slot != kNoSlot) bound_.insert(slot);
    }
    take_filters(step.filters);
    plan_.steps.push_back(std::move(step));
    for (const PathPattern* path : site_.paths) {
      if (path->slot == kNoSlot || is_bound(path->slot) || !is_complete(*path)) continue;
      Step whole;
      whole.kind = Step::Kind::kPath;
      whole.path = path;
      whole.variable = path->variable;
      bound_.insert(path->slot);
      take_filters(whole.filters);
      plan_.steps.push_back(std::move(whole));
    }
  }

  bool is_complete(const PathPattern& path) const {
    const auto is_done = [&](const Hop& hop) { return hop.path != &path || hop.done; };
    return std::all_of(path.nodes.begin(), path.nodes.end(),
                       [&](const NodePattern& node) { return is_bound(node.slot); }) &&
           std::all_of(hops_.begin(), hops_.end(), is_done);
  }

  void bind_known() {
    std::set<Slot> done;
    for (const PathPattern* path : site_.paths) {
      for (const NodePattern& node : path->nodes) {
        if (!site_.bound.contains(node.slot) || !done.insert(node.slot).second) continue;
        Step step;
        step.kind = Step::Kind::kBoundNode;
        step.to = node.slot;
        step.variable = node.variable;
        add_step(std::move(step));
      }
    }
  }

  // What share of nodes passes the conditions that hang on this slot alone.
  double share(Slot slot) const {
    double share = 1;
    for (const Filter& filter : filters_) {
      if (!filter.needs.contains(slot) || filter.needs.size() != 1) continue;
      if (filter.kind == Filter::Kind::kLabels) {
        share *= label_rows(filter.labels, graph_) /
                 std::max<double>(1, static_cast<double>(graph_.node_count()));
      } else {
        share *= filter.kind == Filter::Kind::kProperty ? kEqualShare : kConditionShare;
      }
    }
    return share;
  }

  double fan(const Hop& hop) const {
    const RelationshipPattern& r = hop.relationship();
    if (site_.bound.contains(r.slot)) return 0;
    const double rows = fan_out(r, graph_);
    if (is_bound(hop.left()) && is_bound(hop.right())) {
      return rows / std::max<double>(1, static_cast<double>(graph_.node_count()));
    }
    return rows * share(is_bound(hop.left()) ? hop.right() : hop.left());
  }

  bool next_relationship() {
    Hop* best = nullptr;
    double best_rows = 0;
    for (Hop& hop : hops_) {
      if (hop.done) continue;
      const bool known = site_.bound.contains(hop.relationship().slot);
      const bool shortest = hop.path->search != Search::kWalks;
      const bool left = is_bound(hop.left()), right = is_bound(hop.right());
      const bool reachable = shortest ? left && right : left || right;
      if (!reachable && !(known && !hop.relationship().variable_length)) continue;
      const double rows = fan(hop);
      if (best && rows >= best_rows) continue;
      best = &hop;
      best_rows = rows;
    }
    if (!best) return false;
    best->done = true;
    add_hop(*best, best_rows);
    return true;
  }

  void add_hop(const Hop& hop, double rows) {
    const RelationshipPattern& r = hop.relationship();
    Step step;
    step.relationship = &r;
    step.path = hop.path;
    step.relationship_bound = site_.bound.contains(r.slot);
    step.kind = hop.path->search != Search::kWalks ? Step::Kind::kShortest
                : r.variable_length                ? Step::Kind::kWalk
                                                   : Step::Kind::kExpand;
    step.backwards = !is_bound(hop.left()) && is_bound(hop.right());
    step.from = step.backwards ? hop.right() : hop.left();
    step.to = step.backwards ? hop.left() : hop.right();
    step.to_bound = is_bound(step.to);
    step.from_bound = is_bound(step.from);
    bound_.insert(step.from);  // a known relationship binds both
    step.list_wanted = !r.variable.empty() || hop.path->slot != kNoSlot;
    step.any_type = r.types.empty();
    const auto sets = terms_of({r.types}, graph_.type_names());
    step.types = sets.front();
    step.variable = names_[step.to];
    step.rows = rows;
    add_step(std::move(step));
  }

  // An expression that can be computed before anything of this MATCH is found.
  bool is_known(const Expression& e) const {
    const auto slots = slots_in(e);
    return std::none_of(slots.begin(), slots.end(),
                        [&](Slot slot) { return new_slots_.contains(slot) && !is_bound(slot); });
  }

  // The number of nodes that an index gives; nothing where there is no index.
  std::optional<double> lookup_rows(const std::string& key, const Expression& value) {
    const Value* known = value.form == Form::kLiteral ? &value.literal : nullptr;
    if (value.form == Form::kParameter) {
      const auto given = parameters_.find(value.name);
      if (given != parameters_.end()) known = &given->second;
    }
    const auto found = graph_.lookup(key, known ? *known : Value(""));
    if (!found) {
      problem_ =
          Problem{"StoreError", "", found.error().message, {}, value.place, found.error().code};
      return std::nullopt;
    }
    if (!*found) return std::nullopt;
    return known ? static_cast<double>((*found)->size()) : kLookupRows;
  }

  // Of a condition like n.name = 'x', 'x' IN n.names, named(n, 'x'): the key and the value.
  std::pair<std::string, const Expression*> equality(const Filter& filter, Slot slot) const {
    if (filter.kind == Filter::Kind::kProperty) {
      if (filter.slot == slot) return {filter.key, filter.expression};
      return {};
    }
    if (filter.kind != Filter::Kind::kCondition) return {};
    const Expression& e = *filter.expression;
    const auto property_of = [&](const Expression& side) {
      return side.form == Form::kProperty && side.args[0]->form == Form::kVariable &&
             side.args[0]->slot == slot;
    };
    if (e.form == Form::kComparison && e.names.size() == 1 && e.names[0] == "=") {
      for (const std::size_t i : {0U, 1U}) {
        if (property_of(*e.args[i])) return {e.args[i]->name, e.args[1 - i].get()};
      }
    }
    if (e.form == Form::kIn && property_of(*e.args[1])) {
      return {e.args[1]->name, e.args[0].get()};
    }
    if (e.form == Form::kCall && e.name == "named" && e.args[0]->form == Form::kVariable &&
        e.args[0]->slot == slot) {
      return {"names", e.args[1].get()};
    }
    return {};
  }

  Start start_at(Slot slot) {
    Start start;
    start.cost = start.rows = static_cast<double>(graph_.node_count());
    for (const Filter& filter : filters_) {
      const bool alone = filter.needs.size() == 1 && filter.needs.contains(slot);
      if (filter.kind == Filter::Kind::kLabels && alone &&
          label_rows(filter.labels, graph_) <= start.cost) {
        start.cost = start.rows = label_rows(filter.labels, graph_);
        start.labels = filter.labels;
      }
    }
    for (const Filter& filter : filters_) {
      const auto [key, value] = equality(filter, slot);
      if (!value || !is_known(*value)) continue;
      const auto rows = lookup_rows(key, *value);
      if (!rows || *rows >= start.cost) continue;
      start = Start{*rows, *rows, {}, key, value};
    }
    start.rows *= start.value ? 1
                              : share(slot) * static_cast<double>(graph_.node_count()) /
                                    std::max(1.0, start.cost);
    return start;
  }

  bool next_node() {
    std::optional<Slot> best;
    Start best_start;
    for (const PathPattern* path : site_.paths) {
      for (const NodePattern& node : path->nodes) {
        if (is_bound(node.slot)) continue;
        const Start start = start_at(node.slot);
        if (best &&
            std::tie(start.cost, start.rows) >= std::tie(best_start.cost, best_start.rows)) {
          continue;
        }
        best = node.slot;
        best_start = start;
      }
    }
    if (!best || problem_) return false;
    Step step;
    step.kind = best_start.value ? Step::Kind::kLookup : Step::Kind::kScan;
    step.to = *best;
    step.labels = best_start.labels;
    step.key = best_start.key;
    step.value = best_start.value;
    step.variable = names_[*best];
    step.rows = best_start.rows;
    add_step(std::move(step));
    return true;
  }

  const MatchSite& site_;
  const GraphView& graph_;
  const Parameters& parameters_;
  std::set<Slot> bound_, new_slots_;
  std::map<Slot, std::string> names_;
  std::vector<Hop> hops_;
  std::vector<Filter> filters_;
  MatchPlan plan_;
  std::optional<Problem> problem_;
};

}  // namespace

Answer<std::vector<MatchPlan>> make_plans(const ResolvedQuery& query, const GraphView& graph,
                                          const Parameters& parameters) {
  std::vector<MatchPlan> plans;
  for (const MatchSite& site : query.sites) {
    auto plan = Planner(site, graph, parameters).run();
    if (!plan) return tl::unexpected(plan.error());
    plans.push_back(std::move(*plan));
  }
  return plans;
}

}  // namespace quipu::cypher
