#include "extract/source/html.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "extract/source/markup.h"
#include "extract/source/reader.h"

namespace quipu {
namespace {

constexpr std::size_t kMaxCharacters = 4U << 20;

// A parse tree over `bytes`, which must outlive it.
class Page {
 public:
  explicit Page(std::string_view bytes) {
    options_.max_errors = 0;
    output_ = gumbo_parse_with_options(&options_, bytes.data(), bytes.size());
  }
  ~Page() { gumbo_destroy_output(&options_, output_); }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  const GumboNode& root() const { return *output_->document; }

 private:
  GumboOptions options_ = kGumboDefaultOptions;
  GumboOutput* output_ = nullptr;
};

const GumboVector* children(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  if (node.type == GUMBO_NODE_ELEMENT) return &node.v.element.children;
  return nullptr;
}

const GumboNode& child(const GumboVector& nodes, unsigned index) {
  return *static_cast<const GumboNode*>(nodes.data[index]);
}

// Elements whose borders text does not cross.
bool is_block(GumboTag tag, BlockKind* kind) {
  switch (tag) {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      *kind = BlockKind::kHeadline;
      return true;
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
      *kind = BlockKind::kListItem;
      return true;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      *kind = BlockKind::kCell;
      return true;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION:
      *kind = BlockKind::kCaption;
      return true;
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_BLOCKQUOTE:
      return true;  // keeps the kind of what is around it: <td><p>
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
      *kind = BlockKind::kParagraph;
      return true;
    default:
      return false;
  }
}

// The text of one text node.
struct Piece {
  std::size_t offset = 0;  // in the bytes
  const GumboText* text = nullptr;
  std::size_t block = 0;  // texts with the same number belong together
  BlockKind kind = BlockKind::kParagraph;
};

// Collects the pieces of the tree under a node. Recursion is bounded: tame_markup() limits depth.
class Collector {
 public:
  explicit Collector(std::string_view bytes) : bytes_(bytes) {}

  void visit(const GumboNode& node, BlockKind kind) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
        node.type == GUMBO_NODE_CDATA) {
      const GumboText& text = node.v.text;
      if (!inside(text.original_text)) return;
      pieces_.push_back({offset(text.original_text), &text, block_, kind});
      return;
    }
    const GumboVector* nodes = children(node);
    if (nodes == nullptr) return;
    bool block = false;
    if (node.type == GUMBO_NODE_ELEMENT) {
      const GumboElement& element = node.v.element;
      if (element.tag == GUMBO_TAG_BR || element.tag == GUMBO_TAG_HR) ++block_;
      block = is_block(element.tag, &kind);
    }
    if (block) ++block_;
    for (unsigned i = 0; i < nodes->length; ++i) visit(child(*nodes, i), kind);
    if (block) ++block_;
  }

  // In the order of the source: the parser moves text that stands loose in a table.
  std::vector<Piece> in_source_order() && {
    std::ranges::stable_sort(pieces_, {}, &Piece::offset);
    return std::move(pieces_);
  }

 private:
  bool inside(const GumboStringPiece& piece) const {
    return piece.data != nullptr && piece.data >= bytes_.data() &&
           piece.data + piece.length <= bytes_.data() + bytes_.size();
  }
  std::size_t offset(const GumboStringPiece& piece) const {
    return static_cast<std::size_t>(piece.data - bytes_.data());
  }

  std::string_view bytes_;
  std::vector<Piece> pieces_;
  std::size_t block_ = 0;
};

bool is_alnum(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

// Ties the decoded characters of a text node to its source, which holds entities, and tags that
// the parser ignored. Both are walked once, side by side.
class Aligner {
 public:
  Aligner(const SourceText& source, std::u32string_view decoded, SourceText& out)
      : source_(source), decoded_(decoded), out_(out) {}

  void run() {
    while (to_ < decoded_.size()) {
      if (from_ >= source_.text.size()) return put_rest();
      const char32_t c = source_.text[from_], wanted = decoded_[to_];
      if (c == U'&' && wanted != U'&') {
        put_entity(entity_length());
      } else if (c == U'&') {
        const std::size_t length = entity_length();
        put_entity(stands_for_ampersand(length) ? length : 1);
      } else if (c == wanted) {
        put(1, 1);
      } else if (c == U'\r' && wanted == U'\n') {
        put(source_at(from_ + 1) == U'\n' ? 2 : 1, 1);
      } else if (c == U'<') {
        skip_tag();
      } else if (c == 0 && wanted == U'\uFFFD') {
        put(1, 1);
      } else {
        ++from_;  // a character that the parser dropped
      }
    }
  }

 private:
  char32_t source_at(std::size_t i) const { return i < source_.text.size() ? source_.text[i] : 0; }
  char32_t decoded_at(std::size_t i) const { return i < decoded_.size() ? decoded_[i] : 0; }

  // One decoded character (or two) for `length` characters of the source.
  void put(std::size_t length, std::size_t count) {
    const std::size_t last = std::min(from_ + length, source_.text.size()) - 1;
    const ByteSpan span{source_.source[from_].begin, source_.source[last].end};
    for (std::size_t i = 0; i < count && to_ < decoded_.size(); ++i) {
      out_.text.push_back(decoded_[to_++]);
      out_.source.push_back(span);
    }
    from_ = last + 1;
  }

  // A named entity can stand for two characters.
  void put_entity(std::size_t length) {
    const char32_t next = source_at(from_ + length), second = decoded_at(to_ + 1);
    const bool two = length > 3 && source_at(from_ + 1) != U'#' && second >= 0x80 &&
                     second != next && next != U'&' && next != U'<' && next != U'\r';
    put(length, two ? 2 : 1);
  }

  // The length of the reference at `from_`, 1 when there is none.
  std::size_t entity_length() const {
    std::size_t end = from_ + 1;
    if (source_at(end) == U'#') {
      ++end;
      if (source_at(end) == U'x' || source_at(end) == U'X') ++end;
      const std::size_t digits = end;
      while (is_alnum(source_at(end))) ++end;
      if (end == digits) return 1;
      if (source_at(end) != U';') end = end_of_number(digits);
      return end - from_ + (source_at(end) == U';' ? 1 : 0);
    }
    while (is_alnum(source_at(end))) ++end;
    // Old entities need no semicolon: what follows them stands in the decoded text as it is.
    for (std::size_t prefix = from_ + 3; prefix <= std::min(end, from_ + 8); ++prefix) {
      if (continues(prefix, end)) return prefix - from_;
    }
    return end - from_ + (source_at(end) == U';' ? 1 : 0);
  }

  std::size_t end_of_number(std::size_t i) const {
    const bool hex = source_at(i - 1) != U'#';
    while ((source_at(i) >= U'0' && source_at(i) <= U'9') ||
           (hex && is_alnum(source_at(i)) && (source_at(i) | 0x20) <= U'f')) {
      ++i;
    }
    return i;
  }

  // The decoded text after one character goes on with source[prefix, end] and what ends it.
  bool continues(std::size_t prefix, std::size_t end) const {
    const std::size_t last = source_at(end) == U';' ? end + 1 : end;
    if (prefix >= last || source_at(prefix) == U';') return false;
    for (std::size_t i = prefix; i < last; ++i) {
      if (source_at(i) != decoded_at(to_ + 1 + i - prefix)) return false;
    }
    return true;
  }

  // "&amp;", "&AMP", "&#38;", "&#x26;" against a plain "&".
  bool stands_for_ampersand(std::size_t length) const {
    if (length == 1) return false;
    for (std::size_t i = 1; i < length; ++i) {
      if (source_at(from_ + i) != decoded_at(to_ + i)) return true;
    }
    return false;
  }

  void skip_tag() {
    while (from_ < source_.text.size() && source_.text[from_] != U'>') ++from_;
    if (from_ < source_.text.size()) ++from_;
  }

  // Never reached when the walk agrees with the parser; the place is then the end of the node.
  void put_rest() {
    const std::uint32_t end = source_.source.empty() ? 0 : source_.source.back().end;
    const std::uint32_t begin = std::max(out_.source.empty() ? end : out_.source.back().begin,
                                         source_.source.empty() ? 0 : source_.source.back().begin);
    for (; to_ < decoded_.size(); ++to_) {
      out_.text.push_back(decoded_[to_]);
      out_.source.push_back({std::min(begin, end), end});
    }
  }

  const SourceText& source_;
  std::u32string_view decoded_;
  SourceText& out_;
  std::size_t from_ = 0, to_ = 0;
};

void append_text(const GumboText& text, std::size_t offset, SourceText& out) {
  const auto decoded = decode_utf8(text.text);
  auto source = decode_utf8({text.original_text.data, text.original_text.length});
  if (!decoded || !source) return;
  for (ByteSpan& span : source->source) {
    span.begin += static_cast<std::uint32_t>(offset);
    span.end += static_cast<std::uint32_t>(offset);
  }
  Aligner(*source, decoded->text, out).run();
}

void append_joint(SourceText& out) {
  if (out.text.empty()) return;
  const std::uint32_t end = out.source.back().end;
  out.text.push_back(U'\n');
  out.source.push_back({end, end});
}

}  // namespace

Result<SourceText> html_text(std::string_view bytes) {
  if (!is_utf8(bytes)) return tl::unexpected(decode_utf8(bytes).error());
  const auto markup = tame_markup(bytes);
  if (!markup) return tl::unexpected(markup.error());
  const Page page(markup->bytes);
  Collector collector(markup->bytes);
  collector.visit(page.root(), BlockKind::kParagraph);

  SourceText out;
  std::size_t begin = 0;
  const std::vector<Piece> pieces = std::move(collector).in_source_order();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    append_text(*pieces[i].text, pieces[i].offset, out);
    if (out.text.size() > kMaxCharacters) {
      return fail(ErrorCode::kInvalid, "The text of the page is too large.");
    }
    const bool last = i + 1 == pieces.size() || pieces[i + 1].block != pieces[i].block;
    if (!last) continue;
    if (out.text.size() > begin) out.blocks.push_back({begin, out.text.size(), pieces[i].kind});
    if (i + 1 < pieces.size()) append_joint(out);
    begin = out.text.size();
  }
  return out;
}

std::string html_title(const Document& document) {
  if (document.format != Format::kHtml) return {};
  const auto markup = tame_markup(document.bytes);
  if (!markup) return {};
  for (const std::string_view content : {markup->title, markup->heading}) {
    auto text = html_text(content);
    if (!text) continue;
    text->blocks.clear();
    const std::string title = to_utf8(clean(*text).text);
    if (!title.empty()) return title;
  }
  return {};
}

}  // namespace quipu
