// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/leftovers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::pipeline {
namespace {

class Leftovers : public testing::Test {
 protected:
  void SetUp() override {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    ended_process_ = child;
  }

  std::filesystem::path leave(const std::string& name) {
    const auto path = folder_.path() / fmt::format(".{}.partial-{}", name, ended_process_);
    std::ofstream(path) << "half";
    return path;
  }

  base::TemporaryDirectory folder_;
  pid_t ended_process_ = 0;
};

TEST_F(Leftovers, OfTheseClipsAndOfTheRunAreRemoved) {
  const auto raw = leave("anna.raw.measures.csv");
  const auto dotted = leave("ben.v2.csv");
  const auto summary = leave("summary.csv");
  remove_leftovers({{"anna.mp4", folder_.path(), "anna"}, {"ben.v2.mp4", folder_.path(), "ben.v2"}}, folder_.path());
  EXPECT_FALSE(std::filesystem::exists(raw));
  EXPECT_FALSE(std::filesystem::exists(dotted));
  EXPECT_FALSE(std::filesystem::exists(summary));
}

TEST_F(Leftovers, OfOtherClipsStay) {
  const auto other = leave("annabel.csv");
  remove_leftovers({{"anna.mp4", folder_.path(), "anna"}}, folder_.path());
  EXPECT_TRUE(std::filesystem::exists(other));
}

}  // namespace
}  // namespace kizashi::pipeline
