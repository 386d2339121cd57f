// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/doctor.h"

#include <gmock/gmock.h>

namespace kizashi::pipeline {
namespace {

TEST(Doctor, DoesNotTestWithoutAModelAndSaysThatAPartIsMissing) {
  std::vector<std::string> heard;
  const auto diagnosis = diagnose({{"/nowhere"}}, {[&](const Check& check) { heard.push_back(check.name); }, {}});
  ASSERT_TRUE(diagnosis.ok());
  EXPECT_EQ(diagnosis->health, Health::part_missing);
  EXPECT_EQ(diagnosis->checks.back().name, "self-test");
  EXPECT_EQ(diagnosis->checks.back().finding, Finding::note);
  EXPECT_EQ(heard.size(), diagnosis->checks.size());
  EXPECT_EQ(heard.back(), "self-test");
}

TEST(DoctorDocument, HoldsEveryCheckWithNullForNoAdvice) {
  const Diagnosis diagnosis{{{"one", Finding::ok, "is there", ""}, {"two", Finding::problem, "is gone", "get it"}},
                            Health::part_missing};
  const auto document = to_document(diagnosis);
  EXPECT_EQ(*document.find("health")->as_text(), "part-missing");
  const auto& checks = *document.find("checks")->as_items();
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_TRUE(checks[0].find("advice")->is_null());
  EXPECT_EQ(*checks[1].find("finding")->as_text(), "problem");
  EXPECT_EQ(*checks[1].find("advice")->as_text(), "get it");
}

}  // namespace
}  // namespace kizashi::pipeline
