/**
 * How the graphics card draws a figure's symbol and a connection's line. Sigma has discs and whole
 * lines of its own; these are the same with a symbol from the atlas, and with dashes.
 */

import type { Attributes } from 'graphology-types';
import { EdgeProgram, NodeProgram, type EdgeProgramType, type NodeProgramType, type ProgramInfo } from 'sigma/rendering';
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

import type { Atlas } from './atlas';

/** What a figure has besides what Sigma knows. */
export interface FigureLook {
  cell: number;
  /** How much of it shows, 0 to 1. */
  alpha: number;
}

/** What a line has besides: pixels drawn and left out, none of a whole line. */
export interface LineLook {
  on: number;
  off: number;
}

const FIGURE_VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec2 a_position;
attribute float a_size;
attribute float a_cell;
attribute float a_alpha;
attribute vec2 a_corner;

uniform mat3 u_matrix;
uniform float u_pixel;
uniform float u_cells;

varying vec4 v_id;
varying vec2 v_corner;
varying vec2 v_at;
varying float v_alpha;

const float bias = 255.0 / 254.0;

void main() {
  vec2 position = a_position + a_corner * a_size * u_pixel;
  gl_Position = vec4((u_matrix * vec3(position, 1.0)).xy, 0.0, 1.0);
  vec2 cell = vec2(mod(a_cell, u_cells), floor(a_cell / u_cells));
  v_at = (cell + vec2(0.5 + a_corner.x * 0.5, 0.5 - a_corner.y * 0.5)) / u_cells;
  v_corner = a_corner;
  v_alpha = a_alpha;
  v_id = a_id;
  v_id.a *= bias;
}
`;

const FIGURE_FRAGMENT = /* glsl */ `
precision mediump float;

varying vec4 v_id;
varying vec2 v_corner;
varying vec2 v_at;
varying float v_alpha;

uniform sampler2D u_atlas;

void main() {
  #ifdef PICKING_MODE
  if (length(v_corner) > 0.95) discard;
  gl_FragColor = v_id;
  #else
  gl_FragColor = texture2D(u_atlas, v_at) * v_alpha;
  #endif
}
`;

const FIGURE_UNIFORMS = ['u_matrix', 'u_pixel', 'u_cells', 'u_atlas'] as const;

/** Return the program that draws figures with the symbols of an atlas. */
export function figureProgram<N extends Attributes, E extends Attributes>(atlas: Atlas): NodeProgramType<N, E> {
  return class extends NodeProgram<(typeof FIGURE_UNIFORMS)[number], N, E> {
    #texture: WebGLTexture | null = null;

    override getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: FIGURE_VERTEX,
        FRAGMENT_SHADER_SOURCE: FIGURE_FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: FIGURE_UNIFORMS,
        ATTRIBUTES: [
          { name: 'a_position', size: 2, type: FLOAT },
          { name: 'a_size', size: 1, type: FLOAT },
          { name: 'a_cell', size: 1, type: FLOAT },
          { name: 'a_alpha', size: 1, type: FLOAT },
          { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
        CONSTANT_DATA: [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]],
      };
    }

    override processVisibleItem(id: number, start: number, data: NodeDisplayData & Partial<FigureLook>): void {
      this.array.set([data.x, data.y, data.size, data.cell ?? 0, data.alpha ?? 1, id], start);
    }

    override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
      gl.uniformMatrix3fv(uniformLocations['u_matrix'] ?? null, false, params.matrix);
      gl.uniform1f(uniformLocations['u_pixel'] ?? null, (2 * params.correctionRatio) / params.sizeRatio);
      gl.uniform1f(uniformLocations['u_cells'] ?? null, atlas.cellsAcross);
      gl.activeTexture(gl.TEXTURE0);
      this.#texture ??= loaded(gl, atlas.sheet);
      gl.bindTexture(gl.TEXTURE_2D, this.#texture);
      gl.uniform1i(uniformLocations['u_atlas'] ?? null, 0);
    }
  };
}

function loaded(gl: WebGLRenderingContext | WebGL2RenderingContext, sheet: HTMLCanvasElement): WebGLTexture | null {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, sheet);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  gl.generateMipmap(gl.TEXTURE_2D);
  return texture;
}

const LINE_VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_from;
attribute vec2 a_to;
attribute float a_width;
attribute vec2 a_dash;
attribute float a_along;
attribute float a_side;

uniform mat3 u_matrix;
uniform vec2 u_half;
uniform float u_scale;

varying vec4 v_id;
varying vec4 v_color;
varying vec2 v_dash;
varying float v_along;
varying float v_side;
varying float v_half;

const float bias = 255.0 / 254.0;

void main() {
  vec2 from = (u_matrix * vec3(a_from, 1.0)).xy * u_half;
  vec2 to = (u_matrix * vec3(a_to, 1.0)).xy * u_half;
  float far = max(length(to - from), 0.001);
  vec2 way = (to - from) / far;
  v_half = a_width * u_scale * 0.5;
  v_side = a_side * (v_half + 1.0);
  v_along = a_along * far;
  vec2 at = mix(from, to, a_along) + vec2(-way.y, way.x) * v_side;
  gl_Position = vec4(at / u_half, 0.0, 1.0);
  v_dash = a_dash * u_scale;
  v_color = a_color;
  v_color.a *= bias;
  v_id = a_id;
  v_id.a *= bias;
}
`;

const LINE_FRAGMENT = /* glsl */ `
precision mediump float;

varying vec4 v_id;
varying vec4 v_color;
varying vec2 v_dash;
varying float v_along;
varying float v_side;
varying float v_half;

void main() {
  #ifdef PICKING_MODE
  gl_FragColor = v_id;
  #else
  if (v_dash.y > 0.0 && mod(v_along, v_dash.x + v_dash.y) > v_dash.x) discard;
  float there = clamp(v_half + 0.5 - abs(v_side), 0.0, 1.0);
  gl_FragColor = vec4(v_color.rgb, 1.0) * v_color.a * there;
  #endif
}
`;

const LINE_UNIFORMS = ['u_matrix', 'u_half', 'u_scale'] as const;

/** Return the program that draws lines. */
export function lineProgram<N extends Attributes, E extends Attributes>(): EdgeProgramType<N, E> {
  return class extends EdgeProgram<(typeof LINE_UNIFORMS)[number], N, E> {
    override getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: LINE_VERTEX,
        FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: LINE_UNIFORMS,
        ATTRIBUTES: [
          { name: 'a_from', size: 2, type: FLOAT },
          { name: 'a_to', size: 2, type: FLOAT },
          { name: 'a_width', size: 1, type: FLOAT },
          { name: 'a_dash', size: 2, type: FLOAT },
          { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [
          { name: 'a_along', size: 1, type: FLOAT },
          { name: 'a_side', size: 1, type: FLOAT },
        ],
        CONSTANT_DATA: [[0, -1], [1, -1], [1, 1], [0, -1], [1, 1], [0, 1]],
      };
    }

    override processVisibleItem(
      id: number,
      start: number,
      from: NodeDisplayData,
      to: NodeDisplayData,
      data: EdgeDisplayData & Partial<LineLook>,
    ): void {
      const colour = floatColor(data.color);
      this.array.set([from.x, from.y, to.x, to.y, data.size, data.on ?? 0, data.off ?? 0, colour, id], start);
    }

    override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
      const { width, height, pixelRatio } = params;
      gl.uniformMatrix3fv(uniformLocations['u_matrix'] ?? null, false, params.matrix);
      gl.uniform2f(uniformLocations['u_half'] ?? null, (width * pixelRatio) / 2, (height * pixelRatio) / 2);
      gl.uniform1f(uniformLocations['u_scale'] ?? null, pixelRatio);
    }
  };
}
