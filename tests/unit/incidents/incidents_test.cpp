#include "wasmpair/incident.h"

#include <gtest/gtest.h>

#include <string>

namespace wasmpair {
namespace {

TEST(Incidents, AreSortedWithUniqueIds) {
  const auto table = incidents();
  ASSERT_GT(table.size(), 50U);
  for (std::size_t i = 1; i < table.size(); ++i) EXPECT_LT(table[i - 1].id, table[i].id);
}

TEST(Incidents, AreDescribedInFullSentences) {
  for (const Incident& incident : incidents()) {
    for (const std::string_view text : {incident.symptom, incident.cause, incident.fix})
      EXPECT_TRUE(text.ends_with('.')) << incident.id << ": " << text;
    EXPECT_FALSE(incident.title.empty() || incident.title.ends_with('.')) << incident.id;
    EXPECT_FALSE(incident.found_by.empty()) << incident.id;
    EXPECT_EQ(incident.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos) << incident.id;
  }
}

TEST(Incidents, AreFoundById) {
  for (const Incident& incident : incidents()) EXPECT_EQ(find_incident(incident.id), &incident);
  EXPECT_EQ(find_incident("no-such-incident"), nullptr);
  EXPECT_EQ(find_incident(""), nullptr);
}

}  // namespace
}  // namespace wasmpair
