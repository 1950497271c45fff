#include "extract/source/markup.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace quipu {
namespace {

enum class Kind : std::uint8_t {
  kInline,    // and unknown: the tag is dropped
  kBlock,     // kept when closed
  kOptional,  // a block whose end tag may be left out: p, li, td; the parser closes it
  kBreak,     // br, hr
  kSkipped,   // dropped with its content
  kForm,      // the same, unless it holds the article: some sites wrap the whole page in one
  kRaw,       // skipped, and its content is no markup
};

struct Name {
  std::string_view name;
  Kind kind;
};

constexpr auto kNames = std::to_array<Name>({
    {"address", Kind::kBlock},    {"article", Kind::kBlock},  {"aside", Kind::kSkipped},
    {"blockquote", Kind::kBlock}, {"br", Kind::kBreak},       {"button", Kind::kSkipped},
    {"caption", Kind::kOptional}, {"center", Kind::kBlock},   {"dd", Kind::kOptional},
    {"details", Kind::kBlock},    {"div", Kind::kBlock},      {"dl", Kind::kBlock},
    {"dt", Kind::kOptional},      {"fieldset", Kind::kBlock}, {"figcaption", Kind::kBlock},
    {"figure", Kind::kBlock},     {"footer", Kind::kSkipped}, {"form", Kind::kForm},
    {"h1", Kind::kBlock},         {"h2", Kind::kBlock},       {"h3", Kind::kBlock},
    {"h4", Kind::kBlock},         {"h5", Kind::kBlock},       {"h6", Kind::kBlock},
    {"header", Kind::kBlock},     {"hr", Kind::kBreak},       {"iframe", Kind::kRaw},
    {"li", Kind::kOptional},      {"main", Kind::kBlock},     {"math", Kind::kSkipped},
    {"nav", Kind::kSkipped},      {"noembed", Kind::kRaw},    {"noframes", Kind::kRaw},
    {"noscript", Kind::kSkipped}, {"object", Kind::kSkipped}, {"ol", Kind::kBlock},
    {"option", Kind::kSkipped},   {"p", Kind::kOptional},     {"pre", Kind::kBlock},
    {"script", Kind::kRaw},       {"section", Kind::kBlock},  {"select", Kind::kSkipped},
    {"style", Kind::kRaw},        {"summary", Kind::kBlock},  {"svg", Kind::kSkipped},
    {"table", Kind::kBlock},      {"tbody", Kind::kOptional}, {"td", Kind::kOptional},
    {"template", Kind::kSkipped}, {"textarea", Kind::kRaw},   {"tfoot", Kind::kOptional},
    {"th", Kind::kOptional},      {"thead", Kind::kOptional}, {"title", Kind::kRaw},
    {"tr", Kind::kOptional},      {"ul", Kind::kBlock},       {"xmp", Kind::kRaw},
});
static_assert(std::ranges::is_sorted(kNames, {}, &Name::name));

constexpr std::size_t kUnknownName = kNames.size();

constexpr auto kVoid = std::to_array<std::string_view>(
    {"area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta",
     "param", "source", "track", "wbr"});

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool equals(std::string_view text, std::string_view lower_case) {
  return std::ranges::equal(text, lower_case, {}, lower);
}

struct Tag {
  std::size_t begin = 0, after = 0;  // from '<' to after '>'
  std::string_view name;             // as written
  std::size_t known = kUnknownName;  // index into kNames
  bool end = false;
  bool hidden = false;

  Kind kind() const { return known == kUnknownName ? Kind::kInline : kNames[known].kind; }
};

bool hides(std::string_view name, std::string_view value) {
  if (equals(name, "hidden")) return true;
  if (equals(name, "aria-hidden")) return equals(value, "true");
  if (!equals(name, "style")) return false;
  std::string style;
  for (const char c : value) {
    if (!is_space(c)) style.push_back(lower(c));
  }
  return style.find("display:none") != style.npos || style.find("visibility:hidden") != style.npos;
}

// Reads one tag by the tokenizer of the HTML standard.
class TagReader {
 public:
  TagReader(std::string_view page, std::size_t begin, bool end) : page_(page), at_(begin + 1) {
    tag_.begin = begin;
    tag_.end = end;
    if (end) ++at_;
  }

  Tag read() {
    const std::size_t name = at_;
    while (!done() && !is_space(page_[at_]) && page_[at_] != '/') ++at_;
    tag_.name = page_.substr(name, at_ - name);
    std::string lowered;
    for (const char c : tag_.name.substr(0, 12)) lowered.push_back(lower(c));
    const auto found = std::ranges::lower_bound(kNames, lowered, {}, &Name::name);
    if (found != kNames.end() && equals(tag_.name, found->name)) {
      tag_.known = static_cast<std::size_t>(found - kNames.begin());
    }
    while (!done()) read_attribute();
    tag_.after = std::min(at_ + 1, page_.size());
    return tag_;
  }

 private:
  bool done() const { return at_ >= page_.size() || page_[at_] == '>'; }
  void skip_space() {
    while (!done() && is_space(page_[at_])) ++at_;
  }

  void read_attribute() {
    while (!done() && (is_space(page_[at_]) || page_[at_] == '/')) ++at_;
    if (done()) return;
    const std::size_t name = at_++;  // a '=' here is part of the name
    while (!done() && !is_space(page_[at_]) && page_[at_] != '/' && page_[at_] != '=') ++at_;
    const std::string_view attribute = page_.substr(name, at_ - name);
    skip_space();
    std::string_view value;
    if (!done() && page_[at_] == '=') {
      ++at_;
      skip_space();
      value = read_value();
    }
    tag_.hidden = tag_.hidden || hides(attribute, value);
  }

  std::string_view read_value() {
    if (done()) return {};
    std::size_t begin = at_;
    const char quote = page_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t close = std::min(page_.find(quote, ++begin), page_.size());
      at_ = std::min(close + 1, page_.size());
      return page_.substr(begin, close - begin);
    }
    while (!done() && !is_space(page_[at_])) ++at_;
    return page_.substr(begin, at_ - begin);
  }

  std::string_view page_;
  std::size_t at_;
  Tag tag_;
};

// The offset of the end tag that closes raw text; the page's end when there is none.
std::size_t find_raw_end(std::string_view page, std::size_t begin, std::string_view name) {
  for (std::size_t i = page.find("</", begin); i != page.npos; i = page.find("</", i + 2)) {
    const std::string_view rest = page.substr(i + 2);
    if (rest.size() <= name.size()) break;
    const char next = rest[name.size()];
    if (equals(rest.substr(0, name.size()), name) &&
        (is_space(next) || next == '/' || next == '>')) {
      return i;
    }
  }
  return page.size();
}

// After the comment, declaration or processing instruction at `begin`.
std::size_t comment_end(std::string_view page, std::size_t begin) {
  std::size_t end = 0;
  if (page.substr(begin).starts_with("<!--")) {
    end = std::min(page.find("-->", begin + 2), page.find("--!>", begin + 4));
    if (end != page.npos) end = page.find('>', end);
  } else {
    end = page.find('>', begin);
  }
  return end == page.npos ? page.size() : end + 1;
}

class Tamer {
 public:
  explicit Tamer(std::string_view page) : page_(page) { out_.bytes = page; }

  Result<TamedMarkup> run() {
    for (std::size_t i = page_.find('<'); i < page_.size(); i = page_.find('<', i)) {
      i = read_markup(i);
      if (tags_ > kMaxTags) return fail(ErrorCode::kInvalid, "The HTML has too many tags.");
    }
    // What the end of the page closes is nested no deeper than the limit.
    for (const Open& open : open_) keep_or_drop(open.tag, open.tag.kind() == Kind::kBlock);
    std::ranges::sort(dropped_, {}, &Range::begin);
    drop_ranges();
    return std::move(out_);
  }

 private:
  struct Range {
    std::size_t begin = 0, end = 0;
  };
  struct Open {
    Tag tag;
    std::size_t prose_before = 0;  // paragraphs and headings of the page so far
  };

  // Reads what the '<' at `i` begins; returns the offset after it.
  std::size_t read_markup(std::size_t i) {
    const char next = i + 1 < page_.size() ? page_[i + 1] : '\0';
    const char second = i + 2 < page_.size() ? page_[i + 2] : '\0';
    const bool end = next == '/';
    if (next == '!' || next == '?' || (end && i + 2 < page_.size() && !is_letter(second))) {
      const std::size_t after = comment_end(page_, i);
      drop(i, after);
      return after;
    }
    if (!is_letter(end ? second : next)) return i + 1;
    ++tags_;
    const Tag tag = TagReader(page_, i, end).read();
    if (tag.end) {
      read_end(tag);
    } else if (tag.kind() == Kind::kRaw) {
      return read_raw(tag);
    } else {
      read_start(tag);
    }
    return tag.after;
  }

  std::size_t read_raw(const Tag& tag) {
    const std::size_t end = find_raw_end(page_, tag.after, tag.name);
    if (equals(tag.name, "title") && out_.title.empty() && !inside_skipped()) {
      out_.title = page_.substr(tag.after, end - tag.after);
    }
    const std::size_t after = end == page_.size() ? end : TagReader(page_, end, true).read().after;
    drop(tag.begin, after);
    return after;
  }

  void read_start(const Tag& tag) {
    const Kind kind = tag.kind();
    if (equals(tag.name, "p") || equals(tag.name, "h1") || equals(tag.name, "h2")) ++prose_;
    const auto is_void = [&](std::string_view name) { return equals(tag.name, name); };
    const bool closes = kind == Kind::kBlock || kind == Kind::kSkipped || kind == Kind::kForm;
    if (!closes && (!tag.hidden || std::ranges::any_of(kVoid, is_void))) {
      keep_or_drop(tag, kind == Kind::kOptional || kind == Kind::kBreak);
    } else if (open_.size() >= kMaxMarkupDepth) {
      drop(tag.begin, tag.after);
    } else {
      open_.push_back({tag, prose_});
    }
  }

  // Closes the open element of that name; an end tag does not reach out of a table.
  void read_end(const Tag& tag) {
    for (std::size_t k = open_.size(); k-- > 0;) {
      const Tag& start = open_[k].tag;
      if (equals_names(start, tag)) return close(k, tag);
      if (start.known != kUnknownName && kNames[start.known].name == "table") break;
    }
    keep_or_drop(tag, tag.kind() == Kind::kOptional);
  }

  static bool equals_names(const Tag& a, const Tag& b) {
    return a.known == b.known &&
           (a.known != kUnknownName || std::ranges::equal(a.name, b.name, {}, lower, lower));
  }

  void close(std::size_t k, const Tag& end) {
    close_from(k + 1);
    const Open open = open_.back();
    open_.pop_back();
    const Kind kind = open.tag.kind();
    constexpr std::size_t kProse = 2;
    const bool is_page = kind == Kind::kForm && prose_ - open.prose_before >= kProse;
    if (open.tag.hidden || kind == Kind::kSkipped || (kind == Kind::kForm && !is_page)) {
      return drop(open.tag.begin, end.after);
    }
    if (kind == Kind::kBlock && equals(end.name, "h1") && out_.heading.empty()) {
      out_.heading = page_.substr(open.tag.after, end.begin - open.tag.after);
    }
    keep_or_drop(open.tag, kind == Kind::kBlock);
    keep_or_drop(end, kind == Kind::kBlock);
  }

  // Elements above `k` that were never closed lose their tags.
  void close_from(std::size_t k) {
    for (std::size_t i = k; i < open_.size(); ++i) {
      drop(open_[i].tag.begin, open_[i].tag.after);
    }
    open_.resize(std::min(k, open_.size()));
  }

  bool inside_skipped() const {
    return std::ranges::any_of(open_, [](const Open& open) {
      return open.tag.hidden || open.tag.kind() == Kind::kSkipped;
    });
  }

  void keep_or_drop(const Tag& tag, bool keep) {
    if (!keep) return drop(tag.begin, tag.after);
    const std::size_t name_end = tag.begin + (tag.end ? 2 : 1) + tag.name.size();
    const bool closed = page_[tag.after - 1] == '>' && name_end < tag.after;
    if (!closed) return drop(tag.begin, tag.after);
    std::fill(out_.bytes.begin() + static_cast<std::ptrdiff_t>(name_end),
              out_.bytes.begin() + static_cast<std::ptrdiff_t>(tag.after - 1), ' ');
  }

  void drop(std::size_t begin, std::size_t end) { dropped_.push_back({begin, end}); }

  // Ranges that touch or nest become one comment.
  void drop_ranges() {
    for (std::size_t i = 0; i < dropped_.size();) {
      Range range = dropped_[i++];
      while (i < dropped_.size() && dropped_[i].begin <= range.end) {
        range.end = std::max(range.end, dropped_[i++].end);
      }
      blank(range);
    }
  }

  void blank(Range range) {
    const auto at = [this](std::size_t i) {
      return out_.bytes.begin() + static_cast<std::ptrdiff_t>(i);
    };
    std::fill(at(range.begin), at(range.end), ' ');
    // Too short for a comment: the end of a page that breaks off.
    if (range.end - range.begin < 3) return;
    out_.bytes[range.begin] = '<';
    out_.bytes[range.begin + 1] = '?';
    out_.bytes[range.end - 1] = '>';
  }

  std::string_view page_;
  TamedMarkup out_;
  std::vector<Open> open_;
  std::vector<Range> dropped_;
  std::size_t tags_ = 0, prose_ = 0;
};

}  // namespace

Result<TamedMarkup> tame_markup(std::string_view page) { return Tamer(page).run(); }

}  // namespace quipu
