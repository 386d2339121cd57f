// SPDX-License-Identifier: Apache-2.0
#include "kizashi/table/table_parts.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <string>

namespace kizashi::table {
namespace {

class TableParts : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path table_with(const std::string& text) {
    std::ofstream(folder_ / "table.csv", std::ios::binary) << text;
    return folder_ / "table.csv";
  }
  std::string text_of(const char* name) {
    std::ifstream stream(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::filesystem::path at(const char* name) { return folder_ / name; }

 private:
  std::filesystem::path folder_;
};

TEST_F(TableParts, HoldTheirRowsAsTheyStandUnderTheSameHeader) {
  const auto table = table_with("input;AU01\r\na;0.50\r\nb;1e-3\r\na;\r\n\"c;\nc\";7\r\nb;2\r\n");
  ASSERT_TRUE(write_table_parts(table, {{at("a.csv"), {2, 4}}, {at("b.csv"), {3, 7}}}).ok());
  EXPECT_EQ(text_of("a.csv"), "input,AU01\na,0.50\na,\n");
  EXPECT_EQ(text_of("b.csv"), "input,AU01\nb,1e-3\nb,2\n");
}

TEST_F(TableParts, MayBeMoreThanAProcessMayHaveFilesOpen) {
  constexpr std::size_t many = 3000;
  std::string text = "id,AU01\n";
  std::vector<TablePart> parts;
  for (std::size_t number = 0; number < many; ++number) {
    text += std::to_string(number) + ",1\n";
    parts.push_back({at((std::to_string(number) + ".csv").c_str()), {number + 2}});
  }
  ASSERT_TRUE(write_table_parts(table_with(text), parts).ok());
  EXPECT_EQ(text_of("2999.csv"), "id,AU01\n2999,1\n");
}

TEST_F(TableParts, SayWhereTheyCannotBeWritten) {
  const auto status = write_table_parts(table_with("id,AU01\na,1\n"), {{at("nowhere") / "a.csv", {2}}});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, base::ErrorCode::output_unwritable);
  EXPECT_THAT(status.error().message, testing::HasSubstr("nowhere"));
}

}  // namespace
}  // namespace kizashi::table
