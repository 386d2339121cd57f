// SPDX-License-Identifier: Apache-2.0
#include "kizashi/synth/movement_script.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace kizashi::synth {
namespace {

std::string script_with(const std::string& movements) {
  return fmt::format(
      "{{\n\"schema\": 1,\n\"size_px\": 640,\n\"frame_rate_hz\": 25,\n\"duration_s\": 4,\n\"movements\": [{}]\n}}\n",
      movements);
}

/// The line that an error points at, or 0.
std::size_t line_of(const std::string& text) {
  const auto script = parse_script(text, "script.json");
  if (script.ok()) return 0;
  EXPECT_EQ(script.error().code, base::ErrorCode::invalid_script);
  return script.error().position ? script.error().position->line : 0;
}

constexpr const char* raise =
    R"({"kind": "brow_raise", "side": "left", "start_s": 1, "onset_s": 0.4, "hold_s": 0.6, "offset_s": 0.2, "size_mm": 5})";

TEST(MovementScript, IsReadFromJson) {
  const auto script = parse_script(script_with(raise), "script.json");
  ASSERT_TRUE(script.ok()) << script.error().message;
  EXPECT_EQ(script->size_px, 640);
  EXPECT_EQ(script->frame_count(), 100);
  ASSERT_EQ(script->movements.size(), 1U);
  const Movement& movement = script->movements.front();
  EXPECT_EQ(movement.kind, MovementKind::brow_raise);
  EXPECT_EQ(movement.side, Side::left);
  EXPECT_DOUBLE_EQ(movement.size, 5.0);
  EXPECT_DOUBLE_EQ(movement.end_s(), 2.2);
}

TEST(MovementScript, ClosesTheEyeWhereABlinkHasNoSize) {
  const auto script = parse_script(
      script_with(R"({"kind": "blink", "start_s": 1, "onset_s": 0.1, "hold_s": 0, "offset_s": 0.1})"), "s");
  ASSERT_TRUE(script.ok()) << script.error().message;
  EXPECT_GT(script->movements.front().size, 12.0);
  EXPECT_EQ(script->movements.front().side, Side::both);
}

TEST(MovementScript, TellsWhereItMakesNoSense) {
  EXPECT_EQ(line_of("{\n\"schema\": 1,\n!"), 3U);
  EXPECT_EQ(line_of(script_with(raise)), 0U);
  EXPECT_EQ(line_of(script_with(
                "\n{\"kind\": \"ear_wiggle\", \"start_s\": 1, \"onset_s\": 0.1, \"hold_s\": 0, \"offset_s\": 0, "
                "\"size_mm\": 1}")),
            7U);
  for (
      const char* wrong : {
          R"({"kind": "jaw_drop", "start_s": 1, "onset_s": 0.1, "hold_s": 0, "offset_s": 0})",
          R"({"kind": "jaw_drop", "start_s": -1, "onset_s": 0.1, "hold_s": 0, "offset_s": 0, "size_mm": 5})",
          R"({"kind": "jaw_drop", "start_s": 1, "onset_s": 0.1, "hold_s": 0, "offset_s": 0, "size_mm": 50})",
          R"({"kind": "jaw_drop", "side": "left", "start_s": 1, "onset_s": 0.1, "hold_s": 0, "offset_s": 0, "size_mm": 5})",
          R"({"kind": "jaw_drop", "start_s": 1, "onset_s": 2, "hold_s": 2, "offset_s": 0, "size_mm": 5})",
          R"({"kind": "jaw_drop", "start_s": 1, "onset_s": 0.1, "hold_s": 0, "offset_s": 0, "size_mm": 5, "sise": 1})",
          R"(17)",
      }) {
    EXPECT_GT(line_of(script_with(wrong)), 0U) << wrong;
  }
}

TEST(MovementScript, NamesTheFileInItsMessages) {
  EXPECT_THAT(parse_script("{", "script.json").error().message, testing::HasSubstr("script.json"));
}

TEST(MovementScript, StartsFromANeutralFaceUnlessToldOtherwise) {
  EXPECT_EQ(parse_script(script_with(""), "s")->rest, RestFace::neutral);
  std::string text = script_with("");
  text.insert(text.find("\"size_px\""), "\"rest\": \"portrait\", ");
  EXPECT_EQ(parse_script(text, "s")->rest, RestFace::portrait);
  text.replace(text.find("\"portrait\""), 10, "\"asleep\"");
  EXPECT_EQ(line_of(text), 3U);
}

TEST(MovementScript, CountsTurnsInDegreesToBothSides) {
  const auto script = parse_script(
      script_with(R"({"kind": "head_turn", "start_s": 1, "onset_s": 1, "hold_s": 0, "offset_s": 1, "size_deg": -15})"),
      "s");
  ASSERT_TRUE(script.ok()) << script.error().message;
  EXPECT_EQ(script->movements.front().size, -15.0);
  EXPECT_EQ(unit_of(MovementKind::head_turn), "deg");
  EXPECT_GT(line_of(script_with(R"({"kind": "head_turn", "start_s": 1, "onset_s": 1, "hold_s": 0, "offset_s": 1, )"
                                R"("size_mm": 15})")),
            0U);
}

/// A script with more elements than movements.
std::string script_and(const std::string& elements) {
  std::string text = script_with("");
  return text.insert(text.rfind('}'), ", " + elements);
}

TEST(MovementScript, SpeaksInJawDropsAndPartedLips) {
  const auto script = parse_script(script_and(R"("speech": [{"start_s": 1, "duration_s": 2}])"), "s");
  ASSERT_TRUE(script.ok()) << script.error().message;
  for (const MovementKind kind : {MovementKind::jaw_drop, MovementKind::lips_part}) {
    EXPECT_THAT(script->movements, testing::Contains(testing::Field(&Movement::kind, kind)));
  }
}

TEST(MovementScript, RefusesSpeechThatOverlapsOrGoesOnAfterTheClip) {
  EXPECT_GT(line_of(script_and(R"("speech": [{"start_s": 1, "duration_s": 9}])")), 0U);
  EXPECT_GT(line_of(script_and(R"("speech": [{"start_s": 1, "duration_s": 2}, {"start_s": 2, "duration_s": 1}])")), 0U);
}

TEST(MovementScript, TellsHowTheCameraSees) {
  const auto script = parse_script(
      script_and(
          R"("camera": {"light_gain": 0.5, "noise_sd": 3, "noise_seed": 9, "focal_px": 900, "quality_crf": 40})"),
      "s");
  ASSERT_TRUE(script.ok()) << script.error().message;
  EXPECT_EQ(script->camera.light_gain, 0.5);
  EXPECT_EQ(script->camera.contrast, 1.0);
  EXPECT_EQ(script->camera.noise_sd, 3.0);
  EXPECT_EQ(script->camera.noise_seed, 9U);
  EXPECT_EQ(script->focal_length_px, 900.0);
  EXPECT_EQ(script->quality_crf, 40);
  EXPECT_GT(line_of(script_and(R"("camera": {"quality_crf": 64})")), 0U);
  EXPECT_GT(line_of(script_and(R"("camera": {"light": 1})")), 0U);
}

TEST(MovementScript, RefusesAnotherSchema) {
  std::string text = script_with("");
  text.replace(text.find("\"schema\": 1"), 11, "\"schema\": 2");
  EXPECT_EQ(line_of(text), 2U);
}

TEST(Movement, RisesRestsAndReturns) {
  Movement movement;
  movement.start_s = 1.0;
  movement.onset_s = 0.4;
  movement.hold_s = 0.6;
  movement.offset_s = 0.2;
  EXPECT_EQ(movement.amount_at(0.9), 0.0);
  EXPECT_EQ(movement.amount_at(1.0), 0.0);
  EXPECT_NEAR(movement.amount_at(1.1), 0.15625, 1e-12);  // 3/16 - 2/64
  EXPECT_NEAR(movement.amount_at(1.2), 0.5, 1e-12);
  EXPECT_EQ(movement.amount_at(1.5), 1.0);
  EXPECT_EQ(movement.amount_at(2.0), 1.0);
  EXPECT_NEAR(movement.amount_at(2.1), 0.5, 1e-12);
  EXPECT_EQ(movement.amount_at(2.2), 0.0);
}

TEST(Movement, MayJump) {
  Movement movement;
  movement.hold_s = 1.0;
  EXPECT_EQ(movement.amount_at(0.0), 1.0);
  EXPECT_EQ(movement.amount_at(0.5), 1.0);
  EXPECT_EQ(movement.amount_at(1.5), 0.0);
}

TEST(Presets, AllParse) {
  for (const Preset& preset : presets()) {
    const auto script = parse_script(preset.text, preset.name);
    EXPECT_TRUE(script.ok()) << (script.ok() ? "" : script.error().message);
  }
}

MovementScript preset(std::string_view name) {
  for (const Preset& preset : presets()) {
    if (preset.name == name) return *parse_script(preset.text, preset.name);
  }
  ADD_FAILURE() << "no preset " << name;
  return {};
}

TEST(Presets, ShowEveryKindInEachUnitAndNoneInTheStill) {
  const MovementScript each = preset("each_unit");
  for (std::size_t kind = 0; kind < movement_kind_count; ++kind) {
    EXPECT_THAT(each.movements, testing::Contains(testing::Field(&Movement::kind, static_cast<MovementKind>(kind))));
  }
  EXPECT_TRUE(preset("still").movements.empty());
}

TEST(Presets, LetSomethingMoveInTheDemoAllTheTime) {
  const MovementScript demo = preset("demo");
  EXPECT_DOUBLE_EQ(demo.duration_s, 10.0);
  for (double time_s = 0.1; time_s < demo.duration_s - 0.1; time_s += 0.1) {
    const bool moves = std::any_of(demo.movements.begin(), demo.movements.end(), [&](const Movement& movement) {
      return movement.start_s <= time_s && time_s <= movement.end_s();
    });
    EXPECT_TRUE(moves) << "nothing moves at " << time_s << " s: a frozen picture";
  }
}

TEST(Presets, MoveOnePartAfterTheOtherInEachUnit) {
  const MovementScript each = preset("each_unit");
  for (std::size_t idx = 1; idx < each.movements.size(); ++idx) {
    EXPECT_GE(each.movements[idx].start_s, each.movements[idx - 1].end_s() + 0.5);
  }
}

}  // namespace
}  // namespace kizashi::synth
