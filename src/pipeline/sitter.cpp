// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/sitter.h"

#include <utility>

#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/video_reader.h"

namespace kizashi::pipeline {

namespace {

base::Result<media::Frame> load_picture(const infer::ModelStore& store) {
  auto file = store.load("portrait");
  if (!file.ok()) return file.error();
  auto source = media::open_memory(std::move(file->bytes), "portrait");
  if (!source.ok()) return source.error();
  auto reader = media::VideoReader::open(*std::move(source));
  if (!reader.ok()) return reader.error();
  const auto picture = reader->next();
  if (!picture.ok()) return picture.error();
  return **picture;
}

}  // namespace

Sitter::Sitter(media::Frame picture, face::mesh::MeshNetworks networks)
    : picture_(std::move(picture)), networks_(std::make_shared<const face::mesh::MeshNetworks>(std::move(networks))) {}

base::Result<Sitter> Sitter::load(const std::vector<std::filesystem::path>& model_folders) {
  const auto folders = model_folders.empty() ? infer::default_model_folders() : model_folders;
  const infer::ModelStore store(infer::built_in_manifest(), folders);
  const infer::Runtime runtime({infer::user_cache_folder()});
  auto networks = face::mesh::load_mesh_networks(runtime, store);
  if (!networks.ok()) return networks.error();
  auto picture = load_picture(store);
  if (!picture.ok()) return picture.error();
  return Sitter(*std::move(picture), *std::move(networks));
}

base::Result<synth::Portrait> Sitter::portrait(int size_px) const {
  return synth::prepare_portrait(picture_.rgb, *networks_, size_px);
}

}  // namespace kizashi::pipeline
