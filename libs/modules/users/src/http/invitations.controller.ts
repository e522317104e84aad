import { Body, Controller, Get, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, factsOf, orThrow, Public } from '@tollgate/auth';
import { type InvitationView } from '@tollgate/core';
import { type Request } from 'express';
import { ClaimInvitation } from '../invitations/claim-invitation.js';
import { Invitations } from '../invitations/invitations.js';
import { InvitationQueryDto } from './user-queries.dto.js';
import {
  ClaimInvitationDto,
  NamedInvitationDto,
  NewInvitationDto,
  UpdateInvitationDto,
} from './user-requests.dto.js';
import { invitationViewOf } from './user-view.js';

/** Links with which users choose a password. Contract: management API §12. */
@ApiTags('users')
@ApiBearerAuth()
@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly claimInvitation: ClaimInvitation,
  ) {}

  @Post('invitation/new')
  @HttpCode(200)
  @Allow('proxy_admin')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Invite a user; the id is the secret of the link, good for seven days' })
  async create(@Body() body: NewInvitationDto, @CurrentActor() actor: Actor): Promise<InvitationView> {
    return invitationViewOf(orThrow(await this.invitations.create(body.user_id, actor, new Date())));
  }

  /** For who may invite: whoever knows an open invitation may use it. */
  @Get('invitation/info')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'One invitation' })
  async info(@Query() query: InvitationQueryDto): Promise<InvitationView> {
    return invitationViewOf(orThrow(await this.invitations.read(query.invitation_id ?? '')));
  }

  @Post('invitation/update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Mark an invitation as used: its link no longer works' })
  async update(@Body() body: UpdateInvitationDto, @CurrentActor() actor: Actor): Promise<InvitationView> {
    return invitationViewOf(orThrow(await this.invitations.update(body, actor, new Date())));
  }

  @Post('invitation/delete')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Withdraw an invitation' })
  async delete(@Body() body: NamedInvitationDto, @CurrentActor() actor: Actor): Promise<InvitationView> {
    return invitationViewOf(orThrow(await this.invitations.withdraw(body.invitation_id, actor, new Date())));
  }

  @Post('onboarding/claim_token')
  @HttpCode(200)
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Choose a password with an invitation; sign in with it afterwards' })
  async claim(
    @Body() body: ClaimInvitationDto,
    @Req() request: Request,
  ): Promise<{ user_id: string; user_email: string | null }> {
    const origin = { ip: request.ip ?? null, requestId: factsOf(request).requestId };
    const user = orThrow(await this.claimInvitation.run(body, origin, new Date()));
    return { user_id: user.userId, user_email: user.userEmail };
  }
}
