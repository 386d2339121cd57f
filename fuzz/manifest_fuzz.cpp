// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of the model manifest, and whatever it accepts can be asked for.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/infer/model_manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto manifest = kizashi::infer::parse_manifest(text, "fuzz");
  if (!manifest.ok()) {
    KIZASHI_CHECK(manifest.error().code == kizashi::base::ErrorCode::invalid_document, "the one error a text can have");
    return 0;
  }
  for (const auto& model : manifest->models) {
    KIZASHI_CHECK(manifest->entry(model.name).name == model.name, "a model is found by its name");
  }
  return 0;
}
