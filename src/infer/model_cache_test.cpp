// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model_cache.h"

#include <gtest/gtest.h>

#include <fstream>

#include "kizashi/base/temporary_directory.h"

namespace kizashi::infer {
namespace {

class ModelCacheTest : public testing::Test {
 protected:
  std::filesystem::path only_file() {
    auto entries = std::filesystem::directory_iterator(folder_.path());
    return entries->path();
  }

  base::TemporaryDirectory folder_;
  ModelCache cache_{folder_.path()};
  std::string compiled_ = std::string("weights\0and\nmore", 16);
};

TEST_F(ModelCacheTest, FindsWhatItKept) {
  cache_.keep("face, 1 thread", compiled_);
  EXPECT_EQ(cache_.find("face, 1 thread"), compiled_);
  EXPECT_FALSE(cache_.find("face, 2 threads"));
}

TEST_F(ModelCacheTest, DoesNotFindWhatWasDamaged) {
  cache_.keep("face", compiled_);
  std::fstream file(only_file(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(-3, std::ios::end);
  file.put('X');
  file.close();
  EXPECT_FALSE(cache_.find("face"));
}

TEST_F(ModelCacheTest, DoesNotFindWhatWasCutOff) {
  cache_.keep("face", compiled_);
  std::filesystem::resize_file(only_file(), std::filesystem::file_size(only_file()) - 1);
  EXPECT_FALSE(cache_.find("face"));
  std::filesystem::resize_file(only_file(), 3);
  EXPECT_FALSE(cache_.find("face"));
}

TEST_F(ModelCacheTest, KeepsNothingWhereNothingCanBeWritten) {
  const ModelCache nowhere("/proc/no/such/folder");
  nowhere.keep("face", compiled_);
  EXPECT_FALSE(nowhere.find("face"));
}

}  // namespace
}  // namespace kizashi::infer
