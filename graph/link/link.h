// Linking: which local entities of which documents are one thing.
#pragma once

#include <vector>

#include "extract/value/result.h"
#include "graph/link/constraints.h"
#include "graph/link/input.h"
#include "graph/link/locate.h"
#include "graph/store/records.h"
#include "graph/store/store.h"

namespace quipu {

// The linked graph of all documents, one input a document (of several for one, the first counts).
// Independent of the order of `inputs`; looks at types, names, mentions and statements, never at
// local ids or gold keys. Pure: no store, no clock.
//
// Two local entities are one when a folded name of their own is equal, or when the model says so of
// alike names (translated, shortened, spelt otherwise) and what stands beside them, and nothing
// speaks against it: a year, ordinal or number that differs, dates or places that exclude one
// another, an article that has both, a rival as likely. A generic name (县教育局, 一等奖) needs the
// same parent or place beside it, a person more than a name. Pairs that the model is not sure of
// are among the decisions, under "unsure ID ID".
//
// An entity's display name is the one that is most its own: not generic before generic, then most
// mentions (named mentions of the name's length in the documents that use it), then the longest as
// folded, then the first in byte order. Statements without evidence are left out, and so are those
// from a thing to itself.
// `constraints`, where given, are what a person has said: see constraints.h.
LinkedGraph link(std::vector<LinkInput> inputs, const ConstraintSource& constraints = {});

// The same under a ledger; `text` gives the bytes of the articles that it speaks of. Errors: those
// of `text`.
Result<LinkedGraph> link(std::vector<LinkInput> inputs, const Ledger& ledger,
                         const ArticleText& text);

// What the store's articles say, for linking. Errors: kCorrupt.
Result<std::vector<LinkInput>> read_link_inputs(const Snapshot& snapshot);

// Reads every extraction of the store and its ledger, links, and writes the linked graph back.
Result<void> relink(Store& store);

}  // namespace quipu
