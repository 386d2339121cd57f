// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model_manifest.h"

#include <algorithm>
#include <set>

#include "kizashi/base/check.h"
#include "kizashi/document/field.h"

namespace kizashi::infer {

namespace embedded {
std::string_view model_manifest();
}

namespace {

constexpr std::int64_t largest_model_bytes = std::int64_t{4} << 30;

std::string sha256_at(const document::Field& field) {
  std::string digest = field.text();
  const bool hexadecimal = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (field.present() && (digest.size() != 64 || !hexadecimal)) field.reject("64 lower-case hexadecimal digits");
  return digest;
}

std::string file_name_at(const document::Field& field) {
  std::string file = field.text();
  if (file.find('/') != std::string::npos || file.starts_with('.')) field.reject("a plain file name");
  return file;
}

ModelEntry entry_at(const document::Field& field) {
  field.expect_only({"name", "file", "bytes", "sha256", "licence", "package", "package_sha256", "member"});
  ModelEntry entry;
  entry.name = field["name"].text();
  entry.file = file_name_at(field["file"]);
  entry.size_bytes = field["bytes"].integer_in(1, largest_model_bytes);
  entry.sha256 = sha256_at(field["sha256"]);
  entry.licence = field["licence"].text();
  entry.package = field["package"].text();
  entry.package_sha256 = sha256_at(field["package_sha256"]);
  for (const document::Field& part : field["member"].items()) entry.member.push_back(part.text());
  if (entry.member.empty()) field["member"].reject("at least one path");
  return entry;
}

}  // namespace

const ModelEntry& ModelManifest::entry(std::string_view name) const {
  const auto found = std::find_if(models.begin(), models.end(), [&](const ModelEntry& e) { return e.name == name; });
  KIZASHI_CHECK(found != models.end(), "the manifest lists every model the program asks for");
  return *found;
}

base::Result<ModelManifest> parse_manifest(std::string_view text, std::string_view name) {
  const auto value = document::parse(text, name);
  if (!value.ok()) return value.error();
  document::Mistakes mistakes{std::string(name)};
  const document::Field root(*value, mistakes);
  root.expect_only({"schema", "models"});
  static_cast<void>(root["schema"].integer_in(1, 1));
  ModelManifest manifest;
  std::set<std::string> names;
  for (const document::Field& item : root["models"].items()) {
    manifest.models.push_back(entry_at(item));
    if (!names.insert(manifest.models.back().name).second) item["name"].reject("a name that no other model has");
  }
  if (const auto status = mistakes.status(); !status.ok()) return status.error();
  return manifest;
}

const ModelManifest& built_in_manifest() {
  static const ModelManifest manifest = [] {
    auto parsed = parse_manifest(embedded::model_manifest(), "models/manifest.json");
    KIZASHI_CHECK(parsed.ok(), "the embedded manifest was checked by the tests");
    return *std::move(parsed);
  }();
  return manifest;
}

}  // namespace kizashi::infer
