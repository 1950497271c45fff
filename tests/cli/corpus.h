// A few invented articles as extraction JSONL.
#pragma once

#include <string>

#include "tests/cli/testing.h"

namespace quipu::testing {

inline std::string forum_line(bool with_source = true) {
  return article_line(
      "https://news.example.org/forum.txt",
      "Maple Valley Teaching Forum opened in Northbrook on May 10. Lin Harper, director of "
      "Northbrook Education Bureau, spoke at the Maple Valley Teaching Forum.\n",
      {{"v", "Event", {"Maple Valley Teaching Forum"}},
       {"l", "Place", {"Northbrook"}},
       {"p", "Person", {"Lin Harper"}},
       {"o", "Organization", {"Northbrook Education Bureau"}}},
      {{"v", "held_in", "l", {{"date", "2024-05-10"}}, ""},
       {"p", "holds_position", "o", {{"title", "director"}}, ""},
       {"p", "spoke_at", "v", {}, ""}},
      with_source);
}

inline std::string prize_line() {
  return article_line(
      "https://news.example.org/prize.txt",
      "Ravenhill College granted the Silver Chalk Prize to Oda Fenn.\nMarek Dole, dean of "
      "Ravenhill College, will attend the Maple Valley Teaching Forum.\n",
      {{"o", "Organization", {"Ravenhill College"}},
       {"a", "Award", {"Silver Chalk Prize"}},
       {"p", "Person", {"Oda Fenn"}},
       {"m", "Person", {"Marek Dole"}},
       {"v", "Event", {"Maple Valley Teaching Forum"}}},
      {{"o", "granted", "a", {}, ""},
       {"p", "received", "a", {}, ""},
       {"m", "holds_position", "o", {{"title", "dean"}}, ""},
       {"m", "attended", "v", {}, "planned"}});
}

}  // namespace quipu::testing
