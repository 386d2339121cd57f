// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "kizashi/base/check.h"
#include "kizashi/store/test_study.h"

namespace kizashi::store {
namespace {

using base::ErrorCode;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Two people, so that there can be ratings.
class Ratings : public testing::Test {
 protected:
  Ratings() { study_.add(test_person("P01"), test_person("山田01")); }

  base::Result<Added> add(const study::Rating& rating) {
    Change change = taken(study_.file().begin_change());
    auto added = change.add(rating);
    must(change.commit());
    return added;
  }
  base::Error refusal(const study::Rating& rating) {
    auto added = add(rating);
    if (added.ok()) throw std::runtime_error("taken in");
    return added.error();
  }

  TestStudy study_;
  study::Rating rating_ = test_rating("P01", "山田01");
};

TEST_F(Ratings, AreTakenInOnce) {
  EXPECT_EQ(taken(add(rating_)), Added::added);
  EXPECT_EQ(taken(add(rating_)), Added::already_there);
  EXPECT_THAT(ratings_of(study_.file()), ElementsAre(rating_));
}

TEST_F(Ratings, OfAnotherTrialAreOthers) {
  study::Rating without_trial = rating_;
  without_trial.trial_index.reset();
  study::Rating first_trial = rating_;
  first_trial.trial_index = 0;
  study::Rating last_trial = rating_;
  last_trial.trial_index = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(taken(add(first_trial)), Added::added);
  EXPECT_EQ(taken(add(without_trial)), Added::added) << "an absent trial is one of its own";
  EXPECT_EQ(taken(add(without_trial)), Added::already_there);
  EXPECT_EQ(taken(add(last_trial)), Added::added);
  EXPECT_THAT(ratings_of(study_.file()), ElementsAre(without_trial, first_trial, last_trial));
}

TEST_F(Ratings, AreCompletedByWhatWasAbsent) {
  study::Rating bare = rating_;
  bare.response_time_ms.reset();
  bare.timestamp.reset();
  EXPECT_EQ(taken(add(bare)), Added::added);
  EXPECT_EQ(taken(add(rating_)), Added::completed);
  EXPECT_EQ(taken(add(bare)), Added::already_there);
  EXPECT_THAT(ratings_of(study_.file()), ElementsAre(rating_));
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

TEST_F(Ratings, WithAnotherValueAreRefusedNamingBoth) {
  taken(add(rating_));
  study::Rating other = rating_;
  other.rating = 5.5;
  const base::Error error = refusal(other);
  EXPECT_EQ(error.code, ErrorCode::conflicting_row);
  EXPECT_THAT(error.message, AllOf(HasSubstr("P01"), HasSubstr("山田01"), HasSubstr("friendly"), HasSubstr("trial 3"),
                                   HasSubstr("4.5"), HasSubstr("5.5")));
  EXPECT_THAT(ratings_of(study_.file()), ElementsAre(rating_));
}

TEST_F(Ratings, WithAnotherTimeAreRefused) {
  taken(add(rating_));
  study::Rating slower = rating_;
  slower.response_time_ms = 900.0;
  EXPECT_THAT(refusal(slower).message, AllOf(HasSubstr("response_time_ms"), HasSubstr("812.5"), HasSubstr("900")));
  study::Rating later = rating_;
  later.timestamp = "2026-11-24";
  EXPECT_THAT(refusal(later).message, AllOf(HasSubstr("timestamp"), HasSubstr("2026-11-24")));
}

TEST_F(Ratings, AreCountedByPeopleAndCells) {
  study::Rating again = rating_;
  again.trial_index = 7;
  for (const auto& rating : {rating_, again, test_rating("P01", "P01"), test_rating("P01", "山田01", "stiff")}) {
    taken(add(rating));
  }
  const RatingCounts counts = taken(study_.file().rating_counts());
  EXPECT_EQ(counts.ratings, 4);
  EXPECT_EQ(counts.raters, 1);
  EXPECT_EQ(counts.ratees, 2);
  EXPECT_EQ(counts.cells, 3);
}

TEST_F(Ratings, ComeBackByRaterRateeItemAndTrialWhateverTheirOrderWas) {
  const std::vector<study::Rating> in_order = {
      test_rating("P01", "P01", "friendly"), test_rating("P01", "P01", "stiff"), test_rating("P01", "山田01", "fake"),
      test_rating("山田01", "P01", "natural"), test_rating("山田01", "山田01", "fake")};
  for (auto rating = in_order.rbegin(); rating != in_order.rend(); ++rating) taken(add(*rating));
  EXPECT_EQ(ratings_of(study_.file()), in_order);
}

TEST_F(Ratings, StopWhenTheirReaderFails) {
  for (const char* item : {"fake", "friendly", "stiff"}) taken(add(test_rating("P01", "山田01", item)));
  int seen = 0;
  const base::Status read = study_.file().for_each_rating([&](const study::Rating&) -> base::Status {
    if (++seen == 2) return base::Error{ErrorCode::disk_full, "no more"};
    return {};
  });
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message, "no more");
  EXPECT_EQ(seen, 2);
  EXPECT_THAT(ratings_of(study_.file()), SizeIs(3)) << "and can be read again";
}

TEST_F(Ratings, OfNobodyBreakAContract) {
  EXPECT_THROW(static_cast<void>(add(test_rating("P01", "nobody"))), base::ContractViolation);
  rating_.rating = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(static_cast<void>(add(rating_)), base::ContractViolation);
  EXPECT_THAT(ratings_of(study_.file()), IsEmpty());
}

TEST_F(Ratings, OfANegativeZeroAreWhatIsStored) {
  rating_.rating = -0.0;
  rating_.response_time_ms = -0.0;
  taken(add(rating_));
  EXPECT_THAT(findings(study_.file()), IsEmpty());
}

}  // namespace
}  // namespace kizashi::store
