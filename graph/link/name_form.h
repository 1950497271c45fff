// The form of one name: whether it names a thing beyond its article, and the numbers in it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quipu {

// The numbers that tell things apart which are otherwise named alike. Each list sorted, unique.
struct NameNumbers {
  std::vector<std::uint32_t> years;     // 2024年, 二〇二四, 2024
  std::vector<std::uint32_t> ordinals;  // 第六届, 6th, Sixth
  std::vector<std::uint32_t> numbers;   // 第一中学, 一中, No. 1

  bool empty() const { return years.empty() && ordinals.empty() && numbers.empty(); }
  void merge(const NameNumbers& other);
  auto operator<=>(const NameNumbers&) const = default;
};

// The numbers of a name. `written` is as the article has it, `folded` is fold_name(written).
NameNumbers numbers_in(std::string_view written, std::string_view folded);

// The number that a text begins with, in digits or Chinese numerals.
struct LeadingNumber {
  std::uint32_t value = 0;
  std::size_t code_point_count = 0;
};
std::optional<LeadingNumber> leading_number(std::string_view text);

// In words, why these numbers cannot be those of one thing ("第4届 against 第3届" as "ordinal 4
// against 3"); empty when they can: of each kind, one side has all that the other has.
std::string numbers_against(const NameNumbers& a, const NameNumbers& b);

// True when a folded name is relative or generic: made of words for administrative levels, kinds
// of institution, event, prize or document, and numbers alone (县教育局, 第一中学, 一等奖,
// organizing committee), or begun with a level that has no name of its own (市科技馆).
bool is_generic_name(std::string_view folded);

// The ends of a name that name a kind of body themselves, folded, longest first, the whole name
// included when it does: 临溪县教育局 -> 县教育局, 教育局; "Linxi County Education Bureau" ->
// countyeducationbureau, educationbureau, bureau.
std::vector<std::string> generic_tails(std::string_view written, std::string_view folded);

// True when the name of a person is given in full: two Han characters or more and no nickname
// (小王), or two Latin words or more.
bool is_full_person_name(std::string_view written, std::string_view folded);

// The administrative level in the last word of a folded place name ("县", "市", "county" as 县, …);
// empty when it has none.
std::string_view place_level(std::string_view folded);

std::size_t code_point_count(std::string_view utf8);

}  // namespace quipu
