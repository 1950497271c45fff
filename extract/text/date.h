// Dates as articles write them, resolved to ISO 8601.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace quipu {

// The ISO date or range that `utf8` means in an article published on `published` (ISO, may be
// empty): "2024年5月10日" -> 2024-05-10, "5月18日至19日" -> 2024-05-18/2024-05-19, "112年度" and
// 民國113年5月 (zh-Hant, Taiwan years), "Oct. 17", "last Friday", 昨日, "9 month 10 Japan" (a
// machine's 9月10日), "2019 year". Nothing when it cannot be told. A month or
// month-day without a year takes the year in which it lies nearest to the publication: articles
// announce (Jan. 3, written in November) as often as they look back. A bare weekday is the latest
// one; "27日" is the nearest 27th.
std::optional<std::string> resolve_date(std::string_view utf8, std::string_view published,
                                        std::string_view language);

// The date of publication that a page shows (发布时间：2024-10-24, "October 18, 2023" in a
// dateline), from the first and last lines of its text. Nothing when none is plain.
std::optional<std::string> find_publication_date(std::string_view utf8);

}  // namespace quipu
