// The words that relative and generic names are made of. Data: a table a language.
#pragma once

#include <span>
#include <string_view>

namespace quipu {

// What a word tells about a name that is made of such words alone.
enum class WordClass : std::uint8_t {
  kLevel,  // an administrative level without its name: 县, 全市, municipal
  kBody,  // a kind of institution, event, prize or document: 教育局, 论坛, 一等奖, agreement
  kModifier,  // narrows the kind, not the thing: 实验, 表彰, education, annual
  kOccasion,  // names itself when alone (第四十个教师节), but not what is held on it
};

struct WordTable {
  WordClass word_class;
  std::string_view words;  // folded, separated by blanks
};

std::span<const WordTable> generic_words_zh();
std::span<const WordTable> generic_words_en();

// Beginnings that tie a name to the place where the article was written, whatever follows.
std::span<const std::string_view> relative_beginnings();

}  // namespace quipu
