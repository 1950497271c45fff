// Articles in: files, folders, JSONL, standard input.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <map>
#include <string>
#include <vector>

#include "extract/text/clean_text.h"
#include "extract/value/document.h"
#include "extract/value/result.h"

namespace quipu {

struct ReadSummary {
  std::uint64_t read = 0;
  std::map<std::string, std::vector<std::string>> skipped;  // reason -> places, in order
};

// One input that a user named, expanded to what is to be read, in byte order of the paths.
// Recursive; only .txt, .html, .htm, .jsonl count inside folders; symbolic links to directories are
// not followed. "-" is standard input (JSONL).
// Errors: kNotFound, kUnreadable for a path that the user named himself.
Result<std::vector<std::string>> list_inputs(const std::vector<std::string>& paths);

// Reads one path of list_inputs() and hands each document on, in order. The uri of a file is its
// path as given, made lexically normal, with '/' between the parts; of a JSONL line its "url" (or
// "uri"), else "PATH#LINE". JSONL fields: url, title, published, text or html. A bad document or
// line (not UTF-8, too large, empty, broken JSON) is counted in `summary`, never fatal.
// `f` returns false to stop. Errors: kUnreadable when the file cannot be opened at all.
Result<void> read_documents(const std::string& path, std::istream& standard_input,
                            ReadSummary& summary, const std::function<bool(Document)>& f);

// The text of a document with its source spans: for HTML without tags, scripts, navigation and
// footers; entities (&amp;) decoded; one block a paragraph, heading, list item, cell, caption.
// <title> and <h1> give Document::title when it is empty. Bounded time and memory for any bytes.
// Errors: kInvalid (not UTF-8; markup nested too deep).
Result<SourceText> document_text(const Document& document);

// The <title> (else first <h1>) of an HTML document; empty when there is none.
std::string html_title(const Document& document);

}  // namespace quipu
