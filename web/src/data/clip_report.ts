// SPDX-License-Identifier: Apache-2.0
// What the program writes into a clip's page. Names and values are those of the clip's CSV files and sidecar.

export type Column = readonly (number | null)[];

export interface ReportFiles {
  readonly csv: string;
  readonly measures_csv: string;
  readonly sidecar: string;
  readonly overlay: string | null;
}

export interface Thumbnail {
  readonly frame: number;
  readonly timestamp_s: number;
  readonly width_px: number;
  readonly height_px: number;
  readonly jpeg_base64: string;
}

export interface FaceColumns {
  readonly face_id: number;
  /** By column name; each as long as the clip has frames, null where the face is not seen or the cell is blank. */
  readonly columns: Readonly<Record<string, Column>>;
}

export interface PartSummary {
  readonly frames: number;
  readonly mean_intensity: number | null;
  readonly sd_intensity: number | null;
  readonly median_intensity: number | null;
  readonly p90_intensity: number | null;
  readonly max_intensity: number | null;
  readonly present_share: number | null;
  readonly bouts: number;
  readonly mean_bout_s: number | null;
  readonly onset_speed_per_s: number | null;
  readonly asymmetry: number | null;
}

export interface UnitSummary extends PartSummary {
  readonly name: string;
  readonly standard_error?: { readonly mean_intensity: number; readonly present_share: number } | null;
  readonly while_speaking: PartSummary | null;
  readonly while_silent: PartSummary | null;
}

export interface Gaps {
  readonly count: number;
  readonly frames: number;
  readonly longest_s: number;
}

export interface SidecarFace {
  readonly face_id: number;
  readonly frames: number;
  readonly frames_speaking: number;
  readonly frames_silent: number;
  readonly frames_of_unknown_speech: number;
  readonly gaps: Gaps;
  readonly baseline: { readonly source: string; readonly assumes: string };
  readonly measurement_error?: { readonly known: boolean; readonly reason?: string };
  readonly action_units: Readonly<Record<string, UnitSummary>>;
  readonly mouth_motion: { readonly speaking_speed_mm_per_s: number | null; readonly agreement: number | null };
}

export type Verdict = "good" | "weak" | "no-face";

export interface Quality {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly frames_with_face: number;
  readonly tracked_share: number;
  readonly gaps: Gaps;
  readonly limits: Readonly<Record<string, number>>;
  /** The measures named in the sidecar's documentation, null where no frame shows a face. */
  readonly [measure: string]: unknown;
}

export interface Sidecar {
  readonly provenance: {
    readonly program: string;
    readonly version: string;
    readonly instruction_set: string;
    readonly engine: string;
    readonly models: readonly { readonly name: string; readonly sha256: string }[];
    readonly options: Readonly<Record<string, unknown>>;
    readonly input_sha256: string;
  };
  readonly clip: {
    readonly frames: number;
    readonly duration_s: number;
    readonly frame_interval: { readonly median_s: number | null; readonly regular: boolean };
    readonly width_px: number;
    readonly height_px: number;
    readonly codec: string;
    readonly still_image: boolean;
    readonly has_audio: boolean;
    readonly corrupt_packets: number;
    readonly untimed_frames: number;
    readonly ends_early: boolean;
  };
  readonly quality: Quality;
  readonly speech: {
    readonly measured: boolean;
    readonly reason?: string;
    readonly speaking_share?: number | null;
    readonly speaking_s?: number;
    readonly covered_s?: number;
    readonly segments?: number;
  };
  readonly faces: readonly SidecarFace[];
}

export interface ClipReport {
  readonly schema: number;
  readonly kind: "kizashi clip report";
  readonly clip: string;
  readonly pictures: "plain" | "masked";
  readonly files: ReportFiles;
  readonly sidecar: Sidecar;
  readonly frames: {
    readonly frame: readonly number[];
    readonly timestamp_s: readonly number[];
    readonly speech_probability: Column;
    readonly picture_change: Column;
  };
  readonly faces: readonly FaceColumns[];
  readonly thumbnails: readonly Thumbnail[];
}
