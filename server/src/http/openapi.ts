import { commands, queries, reasons } from '@hearth/shared/contract';
import { statusOf } from '@hearth/shared/kernel/errors';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

const error: Json = {
  type: 'object',
  required: ['code', 'reason', 'message'],
  properties: {
    code: { enum: Object.keys(statusOf) },
    reason: { enum: Object.keys(reasons) },
    message: { type: 'string' },
    params: { type: 'object' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

const refused: Json = {
  description: 'Refused: what happened, in words, and which fields are at fault.',
  content: json({
    type: 'object',
    properties: { ok: { const: false }, error: { $ref: '#/components/schemas/Error' } },
  }),
};

/** The API's document, made from the same contracts that check every call. */
export function openApi(): Json {
  const paths = Object.fromEntries([...commands.map(commandPath), ...queries.map(queryPath)]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hearth',
      version: '1',
      description: 'Commands change something, queries read. The live protocol knows the same names.',
    },
    paths,
    components: { schemas: { Error: error } },
  };
}

function commandPath({ name, about, input, output }: (typeof commands)[number]): [string, Json] {
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'The command id (UUID): running it twice is running it once.',
    schema: { type: 'string', format: 'uuid' },
  };
  const post = {
    operationId: name,
    summary: about,
    parameters: [key],
    requestBody: { required: true, content: json(schemaOf(input, 'input')) },
    responses: { 200: done(output), default: refused },
  };
  return [`/api/commands/${name}`, { post }];
}

function queryPath({ name, about, input, output }: (typeof queries)[number]): [string, Json] {
  const parameter = {
    name: 'input',
    in: 'query',
    description: 'The input as JSON; may be left out when it is empty.',
    content: json(schemaOf(input, 'input')),
  };
  return [
    `/api/queries/${name}`,
    {
      get: {
        operationId: name,
        summary: about,
        parameters: [parameter],
        responses: { 200: done(output), default: refused },
      },
    },
  ];
}

function done(output: z.ZodType): Json {
  return {
    description: 'Done.',
    content: json({ type: 'object', properties: { ok: { const: true }, value: schemaOf(output, 'output') } }),
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}

function json(schema: unknown): Json {
  return { 'application/json': { schema } };
}
